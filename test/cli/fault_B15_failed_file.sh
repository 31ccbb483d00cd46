# What did not succeed goes to --failed-file. A list that is read and was not wholly used up is never
# replaced: the ids go beside it. Where the file cannot be complete, it is said, and the status tells.
set -eu
. "$(dirname "$0")/check.sh"
cancel=$1
cd "$SCRATCH"

seed 12 >all
id() { sed -n "$1p" all; }
rest() { fault "failed=200,sql_id=$1"; }
expect_kept() {
    cmp -s "$1" before || fail "$1 is not as it was"
    [ "$(grep -c 'mrs-cancel: .*what did not succeed is in' err)" -eq 1 ] || fail "it does not say so"
}
expect_content() {
    [ "$(cat "$1")" = "$2" ] || fail "$1 is not what was expected"
}
no_leftovers() {
    [ -z "$(find . -name '*.??????' ! -name '*.failed')" ] || fail "a temporary file is left"
}

# The id's column has another name than asked for; and then the right one.
printf 'query_id\n%s\n%s\n' "$(id 1)" "$(id 2)" >ids.csv
cp ids.csv before
run "$cancel" --file ids.csv --id-field queryid --failed-file ids.csv
expect_status 2
expect_kept ids.csv
expect_complaint "which is not complete"
rest "$(id 2)"
run "$cancel" --file ids.csv --id-field query_id --failed-file ids.csv
expect_status 1
expect_content ids.csv "query_id,cluster
\"$(id 2)\",\"$MRS_CLUSTER_ID\""
run "$cancel" --file ids.csv --id-field query_id --failed-file left.csv
expect_status 1
cmp -s ids.csv left.csv || fail "it is not read back by the same options"
clear_faults

# A part of the list alone, whatever the name that it is read by, and from standard input too.
ln all hard
ln -s all soft
cp all before
for name in all ./all hard soft; do
    run "$cancel" --shard 1/3 --file "$name" --failed-file all
    expect_status 0
    expect_kept all
    expect_content all.failed ''
done
run "$cancel" --shard 1/3 --failed-file all - <all
expect_status 0
expect_kept all

# A second list that vanishes while the first is read; a list that was begun in its middle.
mkfifo fifo
cp all list
: >second
timeout 60 "$cancel" --file list --file fifo --file second --failed-file list >out 2>err &
program=$!
exec 3>fifo
until [ -s out ]; do sleep 0.05; done
rm second
exec 3>&-
status=0
wait "$program" || status=$?
expect_status 2
expect_kept list
expect_complaint "which is not complete"
run sh -c 'read -r first; exec "$0" --failed-file list -' "$cancel" <list
expect_status 2
expect_kept list

# The list grows after it was read, before the run ends.
timeout 60 "$cancel" --file list --file fifo --failed-file list >out 2>err &
program=$!
exec 3>fifo
until [ "$(wc -l <out)" -eq 12 ]; do sleep 0.05; done
id 1 >>list
exec 3>&-
status=0
wait "$program" || status=$?
expect_status 0
cp list before
expect_kept list
expect_complaint "it has changed since it was read"

# Refused rows and comments, and columns that were not read.
printf '# a note\n%s\n' "$(id 1)" >list
printf '%s\nno\001id\n' "$(id 1)" >refused
printf 'name,id\nx,%s\n' "$(id 1)" >wide.csv
printf '{"id":"%s","name":"x"}\n' "$(id 1)" >wide.jsonl
for name in list refused wide.csv wide.jsonl; do
    cp "$name" before
    run "$cancel" --file "$name" --failed-file "$name"
    [ "$name" = refused ] && expect_status 2 || expect_status 0
    expect_kept "$name"
done
expect_content refused.failed "$(printf 'no\001id')"
expect_content wide.csv.failed id,cluster
# Beside it, it is read as what it is.
rest "$(id 1)"
run "$cancel" --file wide.csv --failed-file wide.csv
expect_status 1
run "$cancel" --file wide.csv.failed
expect_status 1
expect_lines 1
clear_faults

# What cannot be held makes the file incomplete, and the status neither 0 nor 1.
printf 'name,id,n\n%s,x\nx,%s,1\n' "$(id 1)" "$(id 2)" >three.csv
rest "$(id 2)"
run "$cancel" --file three.csv --failed-file left.csv
expect_status 3
expect_complaint "left.csv is not complete: it lacks 1 ids or rows that its format cannot hold"
clear_faults

# What ends a run before a pipe was read to its end.
rest "$(id 1)"
mkfifo pipe
exec 3<>pipe # So that there may be more to come for as long as the program runs.
cat all >&3
run "$cancel" --fail-fast --failed-file left - <pipe
exec 3>&-
[ "$status" -eq 2 ] || expect_status 5 # Some were still on their way.
expect_complaint "left is not complete: it lacks what was not read"
clear_faults

# No room for the file.
awk 'BEGIN { for (i = 0; i < 200000; ++i) print "20261124_061500_" i "_abcde" }' >many
cp many before
fault latency=5s
run sh -c 'ulimit -f 512; exec "$0" "$@"' "$cancel" --deadline 1s --file many --failed-file many
clear_faults
[ "$status" -gt 1 ] || fail "the exit status is $status"
cmp -s many before || fail "the list is gone"
no_leftovers

# Mode and links stay.
cp all list
chmod 640 list
ln list other
ln -s list link
rest "$(id 3)"
run "$cancel" --file link --failed-file link
expect_status 1
expect_content other "$(id 3)"
[ list -ef other ] && [ -L link ] || fail "the links are gone"
[ "$(stat -c %a list)" = 640 ] || fail "the mode is gone"
clear_faults

# One file has one purpose, however it is spelt.
cp all list
cp list before
echo 'quiet = true' >config.toml
ln -s "$SCRATCH" here
for options in "--journal list" "--journal left --failed-file ./left" "--journal here/list" \
    "--journal left --failed-file here/left" "--config config.toml --failed-file ./config.toml" \
    "--config config.toml --journal config.toml" "--token-file token --failed-file token" \
    "--ca-file $MRS_CA_FILE --journal $MRS_CA_FILE" "--ca-file ./list"; do
    : >token
    run "$cancel" --file list $options
    expect_status 2
    expect_complaint "are one file"
done
for dry in "" --dry-run; do
    status=0
    timeout 60 "$cancel" $dry --file list >>list 2>err || status=$?
    expect_status 2
    expect_complaint "are one file"
    status=0
    timeout 60 "$cancel" $dry --file all --failed-file list >>./list 2>err || status=$?
    expect_status 2
done
cmp -s list before || fail "the list was written to"

# Clusters are kept or asked for.
run "$cancel" --cluster-field cluster --file left.csv --failed-file left
expect_status 2
expect_complaint "lines cannot hold the clusters"
no_leftovers
