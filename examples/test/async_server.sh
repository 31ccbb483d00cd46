set -eu
. "$(dirname "$0")/../../test/cli/check.sh"

export MRS_ARCHIVE_PATH=obs://results/async-server
timeout 60 "$1" >"$SCRATCH/port" &
server=$!
trap 'kill $server 2>/dev/null || true' EXIT
await test -s "$SCRATCH/port"
url=http://127.0.0.1:$(cat "$SCRATCH/port")

# Prints the answer's status behind its body.
ask() {
    run curl -sS --max-time 20 -w '%{http_code}\n' "$@"
    expect_status 0
}

ask "$url/health"
expect_output 200
ask "$url/elsewhere"
expect_output 404

seed 20 >"$SCRATCH/ids"
ask -X POST "$url/cancel/$(head -n 1 "$SCRATCH/ids")"
expect_output SUCCEED
ask -X POST "$url/cancel/not%20known"
expect_output 502

# Many at once, over as many connections.
curl -sS --max-time 20 -Z -X POST $(sed "s|^|$url/cancel/|" "$SCRATCH/ids") >"$SCRATCH/out"
[ "$(grep -c '^SUCCEED$' "$SCRATCH/out")" -eq 20 ] || fail "not all 20 succeeded"

ask "$url/metrics"
expect_output 'mrs_client_call_duration_seconds_count{operation="cancel_sql",outcome="succeed"} 21'

# The rows of a select are in OBS, the others in the answer.
ask --data-binary "SELECT 'a', NULL, 2" "$url/sql"
expect_output FINISHED
location=$(grep "^$MRS_ARCHIVE_PATH/" "$SCRATCH/out") || fail "the answer has no place of a result"
(umask 077 && echo "X-Auth-Token: $MRS_AUTH_TOKEN" >"$SCRATCH/header")
run curl -sS --fail --max-time 20 --cacert "$MRS_CA_FILE" --header "@$SCRATCH/header" \
    "$EMULATOR_OBS/${location#obs://}"
expect_status 0
expect_output a,,2
ask --data-binary "CREATE TABLE t (a varchar)" "$url/sql"
expect_output FINISHED
ask --data-binary "SHOW TABLES" "$url/sql"
expect_output "$(printf 't\t')"
ask --data-binary "SELECT abs(-9223372036854775808)" "$url/sql"
expect_output FAILED
ask --data-binary "SELECT nothing_known" "$url/sql"
expect_output 502

# Waits until the emulator runs so many statements.
until_running() {
    await told stats "\"running\":$1[,}]"
}

# Who closes the connection stops the statement.
endless="WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c) SELECT count(*) FROM c"
until_running 0
curl -sS --max-time 60 --data-binary "$endless" "$url/sql" >"$SCRATCH/gone" &
gone=$!
until_running 1
kill "$gone"
until_running 0
[ ! -s "$SCRATCH/gone" ] || fail "the endless statement had an answer"

# What is under way when the signal comes still gets its answer; what runs is stopped.
curl -sS --max-time 60 --data-binary "$endless" "$url/sql" >"$SCRATCH/gone" &
until_running 1
last=$(tail -n 1 "$SCRATCH/ids")
fault "latency=1s,sql_id=$last"
curl -sS --max-time 20 -X POST "$url/cancel/$last" >"$SCRATCH/late" &
late=$!
await told faults '"used":1'
kill -TERM "$server"
wait "$late" || fail "the late call had no answer"
grep -q SUCCEED "$SCRATCH/late" || fail "the late call had another answer"
wait "$server" || fail "the server did not stop in good order"
until_running 0
