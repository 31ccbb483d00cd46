# Rows come as lines, CSV or JSON, from arguments, files and standard input, each id once.
set -eu
. "$(dirname "$0")/check.sh"
cancel=$1
tab=$(printf '\t')

set -- $(seed 6)
printf '# a list\n\n  %s \r\n%s\n' "$1" "$2" >"$SCRATCH/a.txt"
printf 'name,sql_id\n"x, y",%s\nz,"%s"\n' "$3" "$4" >"$SCRATCH/b.csv"
printf '{"sql_id":"%s","n":[1]}\n{"sql_id":"%s"}\n' "$5" "$1" >"$SCRATCH/c.jsonl"
printf '%s\n' "$2" "$6" | {
    run "$cancel" --in-order --file "$SCRATCH/a.txt" --file "$SCRATCH/b.csv" \
        --file "$SCRATCH/c.jsonl" "$1" -
    expect_status 0
    expect_lines 6
    expect_complaint "3 duplicates dropped"
}
for id; do
    expect_output "SUCCEED$tab$id"
done
[ "$(head -n 1 "$SCRATCH/out")" = "SUCCEED$tab$1" ] || fail "the arguments do not come first"

# The name of a file may tell nothing, and a column may have any name.
cp "$SCRATCH/b.csv" "$SCRATCH/b"
run "$cancel" --format csv --id-field sql_id --file "$SCRATCH/b"
expect_status 0
expect_lines 2
run "$cancel" --format csv --id-field query --file "$SCRATCH/b"
expect_status 2
expect_complaint "query"
expect_complaint "$SCRATCH/b"

# A cluster for each row.
printf 'sql_id,where\n%s,%s\n%s,elsewhere\n' "$1" "$MRS_CLUSTER_ID" "$2" >"$SCRATCH/d.csv"
run env -u MRS_CLUSTER_ID "$cancel" --cluster-field where --file "$SCRATCH/d.csv"
expect_status 1
expect_output "SUCCEED$tab$1"
expect_output "ERROR$tab$2"

# A bad row is told by its line; by choice nothing is sent then.
printf '%s\nno\001id\n%s\n' "$1" "$2" >"$SCRATCH/e.txt"
run "$cancel" --file "$SCRATCH/e.txt"
expect_status 2
expect_lines 2
expect_complaint "e.txt, line 2"
run "$cancel" --bad-rows refuse --file "$SCRATCH/e.txt"
expect_status 2
expect_lines 0
expect_complaint "e.txt, line 2"
expect_complaint "nothing was sent"
run "$cancel" --bad-rows refuse - <"$SCRATCH/e.txt"
expect_status 2
expect_lines 0
run "$cancel" --bad-rows refuse - <"$SCRATCH/a.txt"
expect_status 0
expect_lines 2

# A file that cannot be read is refused before anything is sent.
run "$cancel" --file "$SCRATCH/a.txt" --file "$SCRATCH/missing"
expect_status 2
expect_lines 0
expect_complaint "missing"

# Nothing is sent by a dry run, which needs no token.
run env -u MRS_AUTH_TOKEN "$cancel" --dry-run --file "$SCRATCH/a.txt" --file "$SCRATCH/c.jsonl"
expect_status 0
expect_lines 3
expect_output "DRY-RUN$tab$5"
expect_complaint "3 to cancel, 1 duplicates dropped; nothing was sent"
run env -u MRS_AUTH_TOKEN "$cancel" --dry-run --json "$1"
expect_output "{\"id\":\"$1\",\"cluster\":\"$MRS_CLUSTER_ID\",\"outcome\":\"DRY-RUN\"}"
