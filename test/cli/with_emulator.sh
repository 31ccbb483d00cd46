#!/bin/sh
# with_emulator.sh EMULATOR COMMAND [ARGUMENT...]
#
# Runs the command beside an emulator of its own, and ends with the command's status. The command
# finds the emulator in MRS_ENDPOINT, MRS_PROJECT_ID, MRS_CLUSTER_ID, MRS_CA_FILE, MRS_AUTH_TOKEN
# and CONTROL, its process in EMULATOR_PID, and in SCRATCH a directory that is removed afterwards.
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
"$emulator" --quiet >"$SCRATCH/emulator.out" 2>"$SCRATCH/emulator.err" &
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
export MRS_ENDPOINT MRS_PROJECT_ID MRS_CLUSTER_ID MRS_CA_FILE MRS_AUTH_TOKEN
export CONTROL EMULATOR_PID SCRATCH
unset MRS_REGION http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY

status=0
"$@" || status=$?
exit "$status"
