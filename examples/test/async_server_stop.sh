# The server stops within its 10 s, and stops all that it runs, while no query is answered.
set -eu
. "$(dirname "$0")/../../test/cli/check.sh"

timeout 60 "$1" >"$SCRATCH/port" &
server=$!
peers=
trap 'kill $server $peers 2>/dev/null || true' EXIT
await test -s "$SCRATCH/port"
url=http://127.0.0.1:$(cat "$SCRATCH/port")

# How many statements the emulator runs, or has in line.
under_way() {
    curl -sS --fail --max-time 20 "$CONTROL/stats" >"$SCRATCH/stats"
    queued=$(sed -n 's/.*"queued":\([0-9]*\).*/\1/p' "$SCRATCH/stats")
    running=$(sed -n 's/.*"running":\([0-9]*\).*/\1/p' "$SCRATCH/stats")
    echo $((queued + running))
}

are_under_way() {
    [ "$(under_way)" -eq "$1" ]
}

statements=100
endless="WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c) SELECT count(*) FROM c"
printf "url = $url/sql\n%.0s" $(seq $statements) >"$SCRATCH/urls"
curl -sS --max-time 60 -Z --parallel-max $statements --parallel-immediate --data-binary "$endless" \
    --config "$SCRATCH/urls" >"$SCRATCH/out" 2>/dev/null &
peers=$!
await are_under_way $statements

fault "stall,on=query"
await told faults '"used":[1-9]'

kill -TERM "$server"
status=0
wait "$server" || status=$?
[ "$status" -eq 0 ] || fail "the server did not stop in good order: $status"
await are_under_way 0
