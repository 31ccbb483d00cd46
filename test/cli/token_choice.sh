# The token has one source: the environment or a file.
set -eu
. "$(dirname "$0")/check.sh"
cancel=$1
id=$(seed 1)
printf '%s\n' "$MRS_AUTH_TOKEN" >"$SCRATCH/token"

run "$cancel" --token-file "$SCRATCH/token" "$id"
expect_status 2
expect_complaint "both MRS_AUTH_TOKEN and --token-file"

run env -u MRS_AUTH_TOKEN "$cancel" --token-file "$SCRATCH/token" "$id"
expect_status 0

run env MRS_AUTH_TOKEN= "$cancel" --token-file "$SCRATCH/token" "$id"
expect_status 0

run env -u MRS_AUTH_TOKEN "$cancel" "$id"
expect_status 2
expect_complaint "no token"

run env -u MRS_AUTH_TOKEN "$cancel" --token-file "$SCRATCH/nothing" "$id"
expect_status 2
expect_complaint "No such file"
