# Row B3: the first SIGINT or SIGTERM stops taking ids and lets end what is in flight, the second
# ends all at once. What was answered is told and in the journal; what was not tried is not lost.
set -eu
. "$(dirname "$0")/check.sh"
cancel=$1

seed 400 >"$SCRATCH/ids"

# Starts the program in the background, where a shell would have it ignore SIGINT, and waits until
# it has told some outcomes.
start() {
    rm -f "$SCRATCH/journal" "$SCRATCH/left"
    : >"$SCRATCH/out"
    timeout 60 env --default-signal=INT "$cancel" --concurrency 4 --journal "$SCRATCH/journal" \
        --failed-file "$SCRATCH/left" "$@" --file "$SCRATCH/ids" >"$SCRATCH/out" \
        2>"$SCRATCH/err" &
    watcher=$!
    program=
    for _ in $(seq 400); do
        program=${program:-$(child_of "$watcher")}
        [ "$(wc -l <"$SCRATCH/out")" -lt "$told_first" ] || return 0
        sleep 0.05
    done
    fail "no outcomes came"
}

child_of() {
    cat "/proc/$1/task/$1/children" 2>/dev/null | tr -d ' '
}

wait_for_end() {
    status=0
    wait "$watcher" || status=$?
}

# Every id is told, or left for another run; the journal has what was told.
expect_nothing_lost() {
    cut -f 2 "$SCRATCH/out" | cat - "$SCRATCH/left" | sort >"$SCRATCH/all"
    sort "$SCRATCH/ids" | cmp - "$SCRATCH/all" || fail "ids are lost"
    grep -c '"outcome"' "$SCRATCH/journal" >"$SCRATCH/remembered"
    [ "$(cat "$SCRATCH/remembered")" -eq "$(grep -c SUCCEED "$SCRATCH/out")" ] ||
        fail "the journal is not what was told"
}

told_first=10
fault latency=50ms
for signal in INT TERM; do
    start
    kill -s "$signal" "$program"
    wait_for_end
    [ "$signal" = INT ] && expect_status 130 || expect_status 143
    expect_complaint "not tried"
    [ "$(wc -l <"$SCRATCH/out")" -lt 400 ] || fail "it did not stop"
    ! grep -q ERROR "$SCRATCH/out" || fail "what was in flight did not end well"
    expect_nothing_lost
done

# How far it is, in the middle.
start
kill -s USR1 "$program"
for _ in $(seq 200); do
    ! grep -q 'mrs-cancel: .*400' "$SCRATCH/err" || break
    sleep 0.05
done
grep -q 'mrs-cancel: .*400' "$SCRATCH/err" || fail "there is no status"
kill -s TERM "$program"
wait_for_end
expect_status 143

# The answers in flight will not come for long: only the second signal ends it.
curl -sS --max-time 30 -o /dev/null -X DELETE "$CONTROL/faults"
head -n 12 "$SCRATCH/ids" >"$SCRATCH/quick"
fault "stall,sql_id=$(sed -n 12p "$SCRATCH/ids")"
start --timeout 600
kill -s INT "$program"
sleep 0.3
kill -0 "$program" 2>/dev/null || fail "the first signal did not wait for what is in flight"
kill -s INT "$program"
wait_for_end
expect_status 130
cut -f 2 "$SCRATCH/out" | sort -u | wc -l >"$SCRATCH/told"
[ "$(cat "$SCRATCH/told")" -eq "$(wc -l <"$SCRATCH/out")" ] || fail "an id was told twice"
cut -f 2 "$SCRATCH/out" | cat - "$SCRATCH/left" | sort -u >"$SCRATCH/all"
sort "$SCRATCH/ids" | cmp - "$SCRATCH/all" || fail "ids are lost"

# A command in the background of a shell script ignores SIGINT from the beginning.
start() {
    "$cancel" --concurrency 4 --file "$SCRATCH/ids" >"$SCRATCH/out" 2>"$SCRATCH/err" &
    program=$!
    watcher=$!
}
curl -sS --max-time 30 -o /dev/null -X DELETE "$CONTROL/faults"
(
    trap '' INT
    fault latency=5ms
    start
    await test -s "$SCRATCH/out"
    kill -s INT "$program"
    wait_for_end
    expect_status 0
    expect_lines 400
)
