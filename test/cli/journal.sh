# A job goes on where its journal says it was, and a journal is for its own job alone.
set -eu
. "$(dirname "$0")/check.sh"
cancel=$1
journal=$SCRATCH/journal

seed 60 >"$SCRATCH/ids"
head -n 40 "$SCRATCH/ids" >"$SCRATCH/list"
failing=$(sed -n 3p "$SCRATCH/list")
silent=$(sed -n 4p "$SCRATCH/list")
fault "failed=500,sql_id=$failing"
fault "status=503,sql_id=$silent"
run "$cancel" --journal "$journal" --file "$SCRATCH/list"
expect_status 5
expect_lines 40

# FAILED is an answer, and stays one; what had no answer is sent again. So is what is new.
clear_faults
cp "$SCRATCH/ids" "$SCRATCH/list"
run "$cancel" --journal "$journal" --failed-file "$SCRATCH/left" --file "$SCRATCH/list"
expect_status 1
expect_lines 21
expect_output "$silent"
expect_complaint "39 answered before"
[ "$(cat "$SCRATCH/left")" = "$failing" ] || fail "the file lacks what failed in the earlier run"
run "$cancel" --journal "$journal" --failed-file "$SCRATCH/left.csv" --file "$SCRATCH/list"
expect_status 1
expect_lines 0
[ "$(tail -n 1 "$SCRATCH/left.csv")" = "\"$failing\",\"$MRS_CLUSTER_ID\"" ] ||
    fail "the file lacks what failed, with its cluster"

for change in "--cluster another" "--file $SCRATCH/ids" "--shard 1/2" "--format csv"; do
    run "$cancel" --journal "$journal" --file "$SCRATCH/list" $change
    expect_status 2
    expect_complaint "another job"
done
cp "$SCRATCH/ids" "$SCRATCH/no_journal"
run "$cancel" --journal "$SCRATCH/no_journal" --file "$SCRATCH/list"
expect_status 2
cmp -s "$SCRATCH/ids" "$SCRATCH/no_journal" || fail "a file that is no journal was changed"

# A process has it for itself.
fault latency=20s
timeout 60 "$cancel" --journal "$SCRATCH/busy" --file "$SCRATCH/list" >/dev/null 2>&1 &
first=$!
for _ in $(seq 200); do
    [ ! -s "$SCRATCH/busy" ] || break
    sleep 0.05
done
run "$cancel" --journal "$SCRATCH/busy" --file "$SCRATCH/list"
expect_status 2
expect_complaint "in use"
kill -s KILL "$first"
wait "$first" 2>/dev/null || true
