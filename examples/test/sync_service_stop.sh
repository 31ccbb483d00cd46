# SIGTERM stops the service and all 100 statements that it runs: while it waits for more of them, and
# while it waits for their ends after the last one.
set -eu
. "$(dirname "$0")/../../test/cli/check.sh"

statements=100
endless="WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c) SELECT count(*) FROM c"
service=
trap 'kill $service 2>/dev/null || true' EXIT

# Whether the emulator runs so many statements, or has them in line.
are_under_way() {
    curl -sS --fail --max-time 20 "$CONTROL/stats" >"$SCRATCH/stats"
    queued=$(sed -n 's/.*"queued":\([0-9]*\).*/\1/p' "$SCRATCH/stats")
    running=$(sed -n 's/.*"running":\([0-9]*\).*/\1/p' "$SCRATCH/stats")
    [ $((queued + running)) -eq "$1" ]
}

# Stops it while its input is open, or closed.
stops_with() {
    rm -f "$SCRATCH/in"
    mkfifo "$SCRATCH/in"
    timeout 60 "$program" $statements <"$SCRATCH/in" >"$SCRATCH/out" &
    service=$!
    exec 3>"$SCRATCH/in"
    printf "$endless\n%.0s" $(seq $statements) >&3
    [ "$1" = open ] || exec 3>&-
    await are_under_way $statements
    kill -TERM "$service"
    status=0
    wait "$service" || status=$?
    exec 3>&-
    [ "$status" -eq 0 ] || fail "the service did not stop in good order: $status"
    await are_under_way 0
    [ "$(grep -c '^ERROR sql_result.*the call was cancelled' "$SCRATCH/out")" -eq $statements ] ||
        fail "not each statement was told to be cancelled"
}

program=$1
stops_with open
stops_with closed
