# Outcomes as JSON, in the order of the input, and without anything else on standard output.
set -eu
. "$(dirname "$0")/check.sh"
cancel=$1

seed 200 >"$SCRATCH/ids"
failing=$(sed -n 2p "$SCRATCH/ids")
silent=$(sed -n 3p "$SCRATCH/ids")
fault "failed=500,sql_id=$failing,message=a \"quoted\" reason"
fault "status=503,sql_id=$silent"
run "$cancel" --json --file "$SCRATCH/ids"
expect_status 5
expect_lines 200
expect_output "\"id\":\"$failing\",\"cluster\":\"$MRS_CLUSTER_ID\",\"outcome\":\"FAILED\""
expect_output 'a \"quoted\" reason'
expect_output '"http_status":500'
grep "$silent" "$SCRATCH/out" | grep '"outcome":"ERROR"' | grep '"error":"service_error"' |
    grep -q '"attempts":3' || fail "the error's line is not complete"

fault "latency=30ms,probability=0.3"
run "$cancel" --in-order --concurrency 16 --file "$SCRATCH/ids"
expect_status 5
cut -f 2 "$SCRATCH/out" | cmp - "$SCRATCH/ids" || fail "the order is not the input's"

run "$cancel" -q --file "$SCRATCH/ids"
[ ! -s "$SCRATCH/err" ] || fail "-q is not quiet"

# No escape codes where there is no terminal.
run "$cancel" --file "$SCRATCH/ids"
! grep -q "$(printf '\033')" "$SCRATCH/out" "$SCRATCH/err" || fail "there are escape codes"
! grep -q "$(printf '\r')" "$SCRATCH/err" || fail "there is a progress bar"
