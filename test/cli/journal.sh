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
run "$cancel" --journal "$journal" --retry-failed 3 --failed-file "$SCRATCH/left.csv" \
    --file "$SCRATCH/list"
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

# However the same thing is spelt, it is the same job; elsewhere, too, if both are moved.
mkdir "$SCRATCH/here"
cp "$SCRATCH/ids" "$SCRATCH/here/list"
ln -s here "$SCRATCH/there"
cd "$SCRATCH/here"
run "$cancel" --journal journal --file list
expect_status 0
for spelling in "--file ./list --journal journal" "--file $SCRATCH/there/list --journal ./journal" \
    "--file list --journal journal --endpoint $MRS_ENDPOINT/"; do
    run "$cancel" $spelling
    expect_status 0
    expect_complaint "60 answered before"
done
run "$cancel" --journal journal --file list --endpoint "$(echo "$MRS_ENDPOINT" | sed s/https/HTTPS/)"
expect_status 0
expect_complaint "60 answered before"
cd "$SCRATCH"
mv here elsewhere
run "$cancel" --journal elsewhere/journal --file elsewhere/list
expect_status 0
expect_complaint "60 answered before"

# One byte that was changed is noticed, where it would make one id of another too.
cp elsewhere/journal changed
line=$(grep -n '"id":"2' changed | sed 's/:.*//;q')
sed -i "${line}s/\"id\":\"2/\"id\":\"3/" changed
! cmp -s changed elsewhere/journal || fail "nothing was changed"
cp changed elsewhere/journal
run "$cancel" --journal elsewhere/journal --file elsewhere/list
expect_status 2
expect_complaint "damaged in line $line"
cmp -s changed elsewhere/journal || fail "a damaged journal was changed"
printf '{"journal":"mrs-cancel","version":1,"job":[]}\n' >old
run "$cancel" --journal old --file list
expect_status 2
expect_complaint "has the format version 1, and this program reads version 2"

# What was written down, but not printed, is told by the next run, and once.
head -n 3 ids >few
status=0
timeout 60 "$cancel" --journal untold --file few >/dev/full 2>err || status=$?
expect_status 3
untold=$(grep -c '"outcome"' untold)
[ "$untold" -ge 1 ] || fail "nothing was written down"
run "$cancel" --journal untold --file few
expect_status 0
expect_complaint "$untold answered before"
cut -f 2 out | sort | cmp - few || fail "what was not printed is not told"
run "$cancel" --journal untold --file few
expect_status 0
expect_lines 0

# A dry run reads a journal that it may not write, and leaves it as it is.
head -n 2 few >fewer
mv fewer few
run "$cancel" --journal untold --file few
printf '{"at"' >>untold
cp untold before
chmod 755 "$SCRATCH"
chmod 644 untold
cp "$MRS_CA_FILE" "$SCRATCH/ca.pem"
chmod 644 few ca.pem
as_nobody=
[ "$(id -u)" -ne 0 ] || as_nobody="setpriv --reuid=65534 --regid=65534 --clear-groups"
[ -n "$as_nobody" ] || chmod 444 untold
cat "$cancel" >program
chmod 755 program
run $as_nobody env MRS_CA_FILE="$SCRATCH/ca.pem" ./program --dry-run --journal untold --file few
expect_status 0
expect_lines 0
expect_complaint "2 answered before"
expect_complaint "a run could not write --journal 'untold'"
cmp -s untold before || fail "the dry run changed the journal"
run "$cancel" --dry-run --journal none --file few
expect_status 0
[ ! -e none ] || fail "the dry run made a journal"

# It refuses what the run would refuse, and sends nothing.
cp password empty && : >empty
forget="curl -sS --fail --max-time 30 -o /dev/null -X DELETE $CONTROL/stats"
$forget
for options in "--endpoint http://h.test" "--endpoint https://h.test/path" "--project a/b" \
    "--ca-file none" "--ca-file few" "--token-file none" "--token-file empty" "--config none" \
    "--user example/operator --password-file none" "--proxy nothing" "--failed-file none/f" \
    "--journal none/j"; do
    run "$cancel" --dry-run --file list $options
    expect_status 2
    expect_lines 0
done
run env -u MRS_AUTH_TOKEN MRS_AUTH_TOKEN_FILE=none "$cancel" --dry-run --file list
expect_status 2
requests=$(curl -sS --max-time 30 "$CONTROL/stats" | sed 's/.*"cancel_requests":\([0-9]*\).*/\1/')
[ "$requests" -eq 0 ] || fail "$requests requests were sent"

# A process has it for itself.
fault latency=20s
timeout 60 "$cancel" --journal "$SCRATCH/busy" --file "$SCRATCH/list" >/dev/null 2>&1 &
first=$!
await test -s "$SCRATCH/busy"
run "$cancel" --journal "$SCRATCH/busy" --file "$SCRATCH/list"
expect_status 2
expect_complaint "in use"
kill -s KILL "$first"
wait "$first" 2>/dev/null || true
