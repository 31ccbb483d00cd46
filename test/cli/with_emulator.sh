#!/bin/sh
# with_emulator.sh EMULATOR COMMAND [ARGUMENT...]
#
# Runs the command beside an emulator of its own, and ends with the command's status. The command
# finds the emulator in MRS_ENDPOINT, MRS_PROJECT_ID, MRS_CLUSTER_ID, MRS_CA_FILE, MRS_AUTH_TOKEN
# and CONTROL, its results in EMULATOR_OBS, its process in EMULATOR_PID, and in SCRATCH a directory
# that is removed afterwards.
# There are the IAM user example/operator, whose password is in $SCRATCH/password, and the access key
# AKEXAMPLE, whose secret is in $SCRATCH/secret_key.
set -eu

emulator=$1
shift

SCRATCH=$(mktemp -d)
EMULATOR_PID=
clean_up() {
    if [ -n "$EMULATOR_PID" ]; then
        kill "$EMULATOR_PID" 2>/dev/null || true
        wait "$EMULATOR_PID" 2>/dev/null || true
    fi
    rm -rf "$SCRATCH"
}
trap clean_up EXIT
trap 'exit 143' HUP INT TERM

: >"$SCRATCH/emulator.out"
(umask 077 && echo 'pass word-é-0123456789' >"$SCRATCH/password")
(umask 077 && echo 'secret/key+0123456789abcdefghij==' >"$SCRATCH/secret_key")
"$emulator" --quiet --user example/operator --password-file "$SCRATCH/password" \
    --access-key AKEXAMPLE --secret-key-file "$SCRATCH/secret_key" >"$SCRATCH/emulator.out" 2>"$SCRATCH/emulator.err" &
EMULATOR_PID=$!
waited=0
until grep -q '}$' "$SCRATCH/emulator.out"; do
    if [ "$waited" -ge 200 ] || ! kill -0 "$EMULATOR_PID" 2>/dev/null; then
        echo "the emulator did not start:" >&2
        cat "$SCRATCH/emulator.err" >&2
        exit 1
    fi
    waited=$((waited + 1))
    sleep 0.05
done

announced() {
    sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p" "$SCRATCH/emulator.out"
}
MRS_ENDPOINT=$(announced endpoint)
MRS_PROJECT_ID=$(announced project)
MRS_CLUSTER_ID=$(announced cluster)
MRS_CA_FILE=$(announced ca_file)
MRS_AUTH_TOKEN=$(announced token)
CONTROL=$(announced control)
EMULATOR_OBS=$(announced obs)
export MRS_ENDPOINT MRS_PROJECT_ID MRS_CLUSTER_ID MRS_CA_FILE MRS_AUTH_TOKEN
export CONTROL EMULATOR_OBS EMULATOR_PID SCRATCH
# Whatever credentials its user has are not for this.
HOME=$SCRATCH
export HOME
unset HUAWEICLOUD_SDK_AK HUAWEICLOUD_SDK_SK HUAWEICLOUD_SDK_SECURITY_TOKEN MRS_AUTH_TOKEN_FILE
unset HUAWEICLOUD_SDK_CREDENTIALS_FILE HUAWEICLOUD_SDK_IAM_ENDPOINT
unset HC_CONTAINER_CREDENTIALS_FULL_URI HC_CONTAINER_AUTHORIZATION_TOKEN_FILE
unset MRS_REGION http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY
unset no_proxy NO_PROXY

status=0
"$@" || status=$?
exit "$status"
