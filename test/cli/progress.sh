# Where standard error is no terminal, lines tell how far a run is; the user may choose otherwise.
set -eu
. "$(dirname "$0")/check.sh"
cancel=$1
return=$(printf '\r')

# At this rate the list takes longer than the second before the first line.
seed 90 >"$SCRATCH/ids"
cancel_with() {
    run env TERM=xterm "$cancel" --rate 30/s --file "$SCRATCH/ids" "$@"
    expect_status 0
    expect_lines 90
}
for how in "" "--progress auto" "--progress lines"; do
    cancel_with $how
    expect_complaint "90 ids to cancel, pace 30/s, done in about "
    ! grep -q "$return" "$SCRATCH/err" || fail "a log has a bar"
done
for how in -q "--progress off"; do
    cancel_with $how
    ! grep -q "to cancel" "$SCRATCH/err" || fail "progress is told in spite of $how"
done
cancel_with --progress bar
grep -q "$return" "$SCRATCH/err" || fail "there is no bar"

run "$cancel" --progress much --file "$SCRATCH/ids"
expect_status 2
expect_complaint "--progress"
