# Row B8: one of a hundred ids is FAILED. The exit status and the summary say so, and the file of
# those that did not succeed is another run's input.
set -eu
. "$(dirname "$0")/check.sh"
cancel=$1

seed 500 >"$SCRATCH/ids"
for line in 7 107 207 307 407; do
    sed -n "${line}p" "$SCRATCH/ids"
done >"$SCRATCH/bad"
while read -r id; do
    fault "failed=200,sql_id=$id,message=not now"
done <"$SCRATCH/bad"

for name in failed failed.csv failed.jsonl; do
    run "$cancel" --failed-file "$SCRATCH/$name" --file "$SCRATCH/ids"
    expect_status 1
    expect_lines 500
    expect_complaint "495 succeeded, 5 failed"
done
sort "$SCRATCH/bad" >"$SCRATCH/expected"
sort "$SCRATCH/failed" | cmp - "$SCRATCH/expected" || fail "the file is not what failed"

# Some of them still fail: the file becomes what is left, though it is the input.
clear_faults
fault "failed=500,sql_id=$(head -n 1 "$SCRATCH/bad")"
run "$cancel" --failed-file "$SCRATCH/failed" --file "$SCRATCH/failed"
expect_status 1
expect_lines 5
[ "$(cat "$SCRATCH/failed")" = "$(head -n 1 "$SCRATCH/bad")" ] || fail "it is not what is left"

clear_faults
for name in failed.csv failed.jsonl; do
    # Each row has its cluster with it.
    run env MRS_CLUSTER_ID=another "$cancel" --cluster-field cluster --file "$SCRATCH/$name"
    expect_status 0
    expect_lines 5
done

# A FAILED may be tried again at once, as often as asked for.
fault "failed=500,count=2"
run "$cancel" --retry-failed 2 "$(head -n 1 "$SCRATCH/ids")"
expect_status 0
clear_faults
fault "failed=500,count=2"
run "$cancel" --retry-failed 1 "$(head -n 1 "$SCRATCH/ids")"
expect_status 1
