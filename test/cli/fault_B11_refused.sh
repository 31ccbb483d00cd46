# What is wrong for every id is asked a few times: the cause is told once, and the status says that
# the command has to change.
set -eu
. "$(dirname "$0")/check.sh"
cancel=$1

seed 1000 >"$SCRATCH/ids"
requests() {
    curl -sS --fail --max-time 30 "$CONTROL/stats" | sed 's/.*"cancel_requests":\([0-9]*\).*/\1/'
}
# Runs the list with these options: a few requests, one line that says why, the rest is left.
expect_stopped() {
    before=$(requests)
    run env "$@" --failed-file "$SCRATCH/left" --file "$SCRATCH/ids"
    [ $(($(requests) - before)) -le 16 ] || fail "more than a few were asked"
    [ "$(grep -c 'mrs-cancel: stopped, for every id would be refused like this: ' "$SCRATCH/err")" -eq 1 ] ||
        fail "the cause is not told once"
    expect_complaint "not tried"
    sort "$SCRATCH/ids" >"$SCRATCH/sorted"
    sort "$SCRATCH/left" | cmp - "$SCRATCH/sorted" || fail "ids are lost"
}

expect_stopped MRS_CLUSTER_ID=another "$cancel"
expect_status 6
expect_complaint 12000003
expect_stopped MRS_PROJECT_ID=another "$cancel"
expect_status 6
expect_complaint 12000107
expect_stopped -u MRS_CA_FILE "$cancel"
expect_status 6
expect_complaint "certificate was not accepted"

for answer in 404 302 501; do
    fault "status=$answer"
    expect_stopped "$cancel"
    expect_status 6
    expect_complaint "HTTP $answer"
    clear_faults
done

# A permission that is missing is one of these, and has the status of credentials.
fault status=403
expect_stopped "$cancel"
expect_status 4

# As many as are asked for, or all.
head -n 50 "$SCRATCH/ids" >"$SCRATCH/few" && mv "$SCRATCH/few" "$SCRATCH/ids"
before=$(requests)
run "$cancel" --concurrency 1 --max-refusals 7 --file "$SCRATCH/ids"
expect_status 4
[ $(($(requests) - before)) -eq 7 ] || fail "not 7 were asked"
before=$(requests)
run "$cancel" --max-refusals 0 --file "$SCRATCH/ids"
expect_status 4
expect_lines 50
[ $(($(requests) - before)) -eq 50 ] || fail "not all were asked"
clear_faults

# What the service refuses to some alone is theirs.
fault "status=404,sql_id=$(sed -n 3p "$SCRATCH/ids")"
run "$cancel" --concurrency 1 --file "$SCRATCH/ids"
expect_status 1
expect_lines 50
expect_complaint "49 succeeded, 1 rejected for good"

# One FAILED shows that the command is right: no refusal after it ends the run.
clear_faults
fault "failed=200,sql_id=$(head -n 1 "$SCRATCH/ids")"
fault status=404
run "$cancel" --concurrency 1 --file "$SCRATCH/ids"
expect_status 1
expect_lines 50
expect_complaint "1 failed, 49 rejected for good"
clear_faults
