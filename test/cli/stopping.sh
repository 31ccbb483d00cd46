# A run ends early where it is told to: at the first FAILED, at too many errors, at its deadline.
set -eu
. "$(dirname "$0")/check.sh"
cancel=$1

seed 400 >"$SCRATCH/ids"
fault "failed=200,sql_id=$(sed -n 5p "$SCRATCH/ids")"
run "$cancel" --fail-fast --concurrency 1 --failed-file "$SCRATCH/left" --file "$SCRATCH/ids"
expect_status 1
expect_lines 5
expect_complaint "395 not tried"
[ "$(wc -l <"$SCRATCH/left")" -eq 396 ] || fail "what was not tried is not in the file"

clear_faults
fault "failed=200,probability=0.5"
run "$cancel" --max-error-ratio 0.1 --concurrency 4 --file "$SCRATCH/ids"
expect_status 1
[ "$(wc -l <"$SCRATCH/out")" -lt 100 ] || fail "it did not stop"

clear_faults
fault latency=100ms
run "$cancel" --deadline 1s --concurrency 2 --file "$SCRATCH/ids"
expect_status 10
[ "$(wc -l <"$SCRATCH/out")" -ge 1 ] || fail "nothing was done"
[ "$(wc -l <"$SCRATCH/out")" -lt 400 ] || fail "it did not stop"
! grep -q ERROR "$SCRATCH/out" || fail "what was in flight did not end well"

clear_faults
run "$cancel" --deadline 60s --file "$SCRATCH/ids"
expect_status 0

# What waits for a quota, however long the service asks for, has no request on the wire, and ends
# with the deadline.
for pause in "" ",retry_after=300"; do
    fault "status=429$pause"
    run "$cancel" --timeout 2s --deadline 3s --failed-file "$SCRATCH/left" --file "$SCRATCH/ids"
    expect_status 10
    expect_complaint "not tried"
    sort "$SCRATCH/left" >"$SCRATCH/sorted"
    sort "$SCRATCH/ids" | cmp - "$SCRATCH/sorted" || fail "ids are lost"
    clear_faults
done

# Input that never ends is no reason to go on.
mkfifo "$SCRATCH/fifo"
timeout 60 "$cancel" --deadline 5s - <"$SCRATCH/fifo" >"$SCRATCH/out" 2>"$SCRATCH/err" &
program=$!
exec 3>"$SCRATCH/fifo"
head -n 10 "$SCRATCH/ids" >&3
status=0
wait "$program" || status=$?
exec 3>&-
expect_status 10
expect_lines 10

# The deadline takes no more ids, but the end that --wait asks for is waited for.
fault ignored
run "$cancel" --deadline 1s --wait --wait-for 3s "$(submit_endless)"
expect_status 5
expect_output "still running: RUNNING"
expect_complaint "0 succeeded, 1 still running"
clear_faults
