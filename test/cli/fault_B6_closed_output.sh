# A reader that goes away ends the program, by an exit status and not by a signal.
set -eu
. "$(dirname "$0")/check.sh"
cancel=$1

seed 300 >"$SCRATCH/ids"
{
    status=0
    timeout 60 "$cancel" - <"$SCRATCH/ids" 2>"$SCRATCH/err" || status=$?
    echo "$status" >"$SCRATCH/status"
} | head -n 1 >"$SCRATCH/out"
# The pipe may have taken all before its reader left.
status=$(cat "$SCRATCH/status")
[ "$status" -eq 3 ] || [ "$status" -eq 0 ] || fail "the exit status is $status"

# A reader that is gone before the first outcome, while the input stays open.
mkfifo "$SCRATCH/input" "$SCRATCH/output"
timeout 60 "$cancel" - <"$SCRATCH/input" >"$SCRATCH/output" 2>"$SCRATCH/err" &
program=$!
exec 3>"$SCRATCH/input" 4<"$SCRATCH/output"
exec 4<&-
status=0
wait "$program" || status=$?
exec 3>&-
expect_status 3
expect_complaint "standard output: Broken pipe"

status=0
timeout 60 "$cancel" "$(head -n 1 "$SCRATCH/ids")" >&- 2>"$SCRATCH/err" || status=$?
expect_status 3
