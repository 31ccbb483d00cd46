# Credentials come from an option or, without one, from the first place that has some.
set -eu
. "$(dirname "$0")/check.sh"
cancel=$1
id=$(seed 1)
token=$MRS_AUTH_TOKEN
password=$(cat "$SCRATCH/password")
secret_key=$(cat "$SCRATCH/secret_key")
printf '%s\n' "$token" >"$SCRATCH/token"
stat_of() {
    curl -sS --fail --max-time 30 "$CONTROL/stats" | sed "s/.*\"$1\":\([0-9]*\).*/\1/"
}

# The command line goes before the environment.
run env MRS_AUTH_TOKEN=another-token "$cancel" --token-file "$SCRATCH/token" "$id"
expect_status 0
MRS_AUTH_TOKEN=
run "$cancel" --token-file "$SCRATCH/token" "$id"
expect_status 0
run env MRS_AUTH_TOKEN_FILE="$SCRATCH/token" "$cancel" "$id"
expect_status 0

# A pipe is waited for.
mkfifo "$SCRATCH/pipe"
{
    sleep 1
    cat "$SCRATCH/token"
} >"$SCRATCH/pipe" &
run "$cancel" --token-file "$SCRATCH/pipe" "$id"
expect_status 0
wait
{
    sleep 1
    cat "$SCRATCH/token"
} >"$SCRATCH/pipe" &
run env MRS_AUTH_TOKEN_FILE=/dev/stdin "$cancel" "$id" <"$SCRATCH/pipe"
expect_status 0
wait

# Access keys: from the environment, and from the vendor's profile file.
run env HUAWEICLOUD_SDK_AK=AKEXAMPLE HUAWEICLOUD_SDK_SK="$secret_key" "$cancel" "$id"
expect_status 0
mkdir "$HOME/.huaweicloud"
printf '[basic]\nak = AKEXAMPLE\nsk = %s\n' "$secret_key" >"$HOME/.huaweicloud/credentials"
run "$cancel" "$id"
expect_status 0
[ "$(stat_of verified)" -eq 2 ] || fail "the calls were not signed"
run env HUAWEICLOUD_SDK_AK=AKEXAMPLE HUAWEICLOUD_SDK_SK=not-the-key "$cancel" "$id"
expect_status 4
rm -r "$HOME/.huaweicloud"

# An IAM user.
run "$cancel" --user example/operator --password-file "$SCRATCH/password" \
    --iam-endpoint "$MRS_ENDPOINT" "$id"
expect_status 0
echo not-the-password >"$SCRATCH/wrong"
run "$cancel" --user example/operator --password-file "$SCRATCH/wrong" \
    --iam-endpoint "$MRS_ENDPOINT" "$id"
expect_status 4
expect_output "password is wrong"

# Where there is nothing, it says what was looked for.
run "$cancel" "$id"
expect_status 4
for word in MRS_AUTH_TOKEN HUAWEICLOUD_SDK_AK credentials HC_CONTAINER; do
    expect_output "$word"
done
run "$cancel" --token-file "$SCRATCH/nothing" "$id"
expect_status 4
expect_output "No such file"

for options in "--user example/operator" "--password-file $SCRATCH/password" \
    "--user operator --password-file $SCRATCH/password" "--iam-endpoint $MRS_ENDPOINT" \
    "--metadata --token-file $SCRATCH/token" \
    "--user a/b --password-file $SCRATCH/missing --iam-endpoint $MRS_ENDPOINT"; do
    run "$cancel" $options "$id"
    expect_status 2
    expect_lines 0
done
