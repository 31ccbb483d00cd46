# Ids are read from standard input as they come, of whatever kind it is.
set -eu
. "$(dirname "$0")/check.sh"
cancel=$1

seed 300 >"$SCRATCH/ids"
run "$cancel" - <"$SCRATCH/ids"
expect_status 0
expect_lines 300
cut -f 2 "$SCRATCH/out" | sort | cmp - "$SCRATCH/ids" || fail "not every id has its line"

run "$cancel" --concurrency 2 - <"$SCRATCH/ids"
expect_status 0
expect_lines 300

# CRLF, blank lines, and no end of the last line.
first=$(sed -n 1p "$SCRATCH/ids")
second=$(sed -n 2p "$SCRATCH/ids")
printf '\r\n%s\r\n\n  \n%s' "$first" "$second" >"$SCRATCH/odd"
run "$cancel" - <"$SCRATCH/odd"
expect_status 0
expect_lines 2
expect_output "$second"

# Nothing to do is said in a line.
run "$cancel" --quiet - </dev/null
expect_status 0
expect_lines 0
expect_complaint "there are no ids"
printf '# none yet\n\n' >"$SCRATCH/none"
echo sql_id >"$SCRATCH/none.csv"
run "$cancel" --dry-run --file "$SCRATCH/none" --file "$SCRATCH/none.csv"
expect_status 0
expect_lines 0
expect_complaint "there are no ids"

run "$cancel" - </
expect_status 2
expect_complaint "standard input: Is a directory"

run "$cancel" - <&-
expect_status 2
expect_complaint "standard input"

# An outcome does not wait for the end of the input.
mkfifo "$SCRATCH/fifo"
timeout 60 "$cancel" - <"$SCRATCH/fifo" >"$SCRATCH/out" 2>"$SCRATCH/err" &
exec 3>"$SCRATCH/fifo"
echo "$first" >&3
await test -s "$SCRATCH/out"
expect_lines 1
exec 3>&-
wait $! || fail "it did not end well"
