# Statements come and go, and the end of the input ends the service in good order.
set -eu
. "$(dirname "$0")/../../test/cli/check.sh"

{
    echo "SHOW TABLES"
    echo "CREATE TABLE t (a varchar)"
    echo "SELECT abs(-9223372036854775808)"
    echo "SELECT nothing_known"
    echo "SELECT 'a'"
} >"$SCRATCH/statements"
run "$1" 1 <"$SCRATCH/statements"
expect_status 0
expect_lines 5
[ "$(grep -c '^FINISHED' "$SCRATCH/out")" -eq 3 ] || fail "not three statements have finished"
[ "$(grep -c '^FAILED' "$SCRATCH/out")" -eq 1 ] || fail "not one statement has failed"
[ "$(grep -c '^ERROR execute_sql at ' "$SCRATCH/out")" -eq 1 ] || fail "no statement was refused"

run "$1" 8 </dev/null
expect_status 0
expect_lines 0

run env MRS_ENDPOINT=http://mrs.invalid "$1" </dev/null
expect_status 1
expect_complaint "http"
