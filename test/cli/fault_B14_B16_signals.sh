# Signals are obeyed from the first instruction to the last, whoever does not read or write, and
# leave nothing behind.
set -eu
. "$(dirname "$0")/check.sh"
cancel=$1
work=$SCRATCH/work
mkdir "$work"

seed 400 >"$SCRATCH/ids"
id=$(head -n 1 "$SCRATCH/ids")

# Pipes that nobody reads: they are full, and stay so.
mkfifo "$SCRATCH/full_out" "$SCRATCH/full_err" "$SCRATCH/silent"
exec 3<>"$SCRATCH/full_out" 4<>"$SCRATCH/full_err" 5<>"$SCRATCH/silent"
for pipe in 3 4; do
    head -c 65536 /dev/zero >&"$pipe"
done

# Starts the program where a signal has its usual meaning, and waits until it takes signals. A
# program that does not end is ended, with another status than any that is expected.
out=$SCRATCH/out
err=$SCRATCH/err
start() {
    timeout -s KILL 60 env --default-signal=INT,HUP "$cancel" "$@" <"$SCRATCH/silent" >"$out" 2>"$err" &
    watcher=$!
    program=
    for _ in $(seq 400); do
        program=${program:-$(tr -d ' ' <"/proc/$watcher/task/$watcher/children" 2>/dev/null || true)}
        ! takes_signals || return 0
        sleep 0.05
    done
    fail "it does not take signals"
}
# Whether it has SIGUSR1 blocked, since a thread takes it.
takes_signals() {
    case $(sed -n 's/^SigBlk:[[:space:]]*//p' "/proc/${program:-0}/status" 2>/dev/null) in
        *[2367abef]??) return 0 ;;
    esac
    return 1
}
wait_for_end() {
    status=0
    wait "$watcher" || status=$?
}
expect_nothing_left() {
    [ -z "$(ls -A "$work")" ] || fail "files are left: $(ls -A "$work")"
}

# Before anything is sent, one is enough, whatever is waited for; SIGUSR1 ends nothing.
while read -r signal expected arguments; do
    start --failed-file "$work/left" $arguments
    kill -s USR1 "$program"
    sleep 0.1
    kill -s "$signal" "$program" || fail "SIGUSR1 has ended it: $arguments"
    wait_for_end
    [ "$status" -eq "$expected" ] || fail "$signal with $arguments: the exit status is $status"
    expect_nothing_left
done <<END
TERM 143 --bad-rows refuse -
INT 130 --bad-rows refuse -
HUP 129 --bad-rows refuse -
TERM 143 --confirm 1 -
TERM 143 --dry-run -
TERM 143 --config $SCRATCH/silent $id
TERM 143 --ca-file $SCRATCH/silent $id
TERM 143 --user example/operator --password-file $SCRATCH/silent $id
END

# It has begun with an endless input.
for signal in HUP TERM; do
    start --failed-file "$work/left" -
    for _ in $(seq 400); do
        [ -z "$(ls -A "$work")" ] || break
        sleep 0.05
    done
    kill -s "$signal" "$program"
    wait_for_end
    [ "$signal" = HUP ] && expect_status 129 || expect_status 143
    [ "$(ls -A "$work")" = left ] || fail "there is no file, or too many: $(ls -A "$work")"
    rm "$work/left"
done

# Each of the ids is on standard input, or in the failed file.
expect_told_or_kept() {
    cat - "$work/left" | sort >"$SCRATCH/kept"
    sort "$SCRATCH/ids" | cmp - "$SCRATCH/kept" || fail "ids are lost, or kept twice"
}

# Nobody reads what is told: the first signal waits for it, the second does not. What was answered
# is in the journal, and what was not tried is kept.
fault latency=20ms
expect_all_kept() {
    sed -n 's/.*"id":"\([^"]*\)".*/\1/p' "$work/journal" | expect_told_or_kept
}
for blocked in out "out err"; do
    for signals in "INT INT" "TERM INT" "INT HUP"; do
        out=$SCRATCH/full_out
        [ "$blocked" = out ] && err=$SCRATCH/err || err=$SCRATCH/full_err
        start --concurrency 4 --journal "$work/journal" --failed-file "$work/left" --file "$SCRATCH/ids"
        for _ in $(seq 400); do
            [ "$(wc -l <"$work/journal" 2>/dev/null || echo 0)" -lt 10 ] || break
            sleep 0.05
        done
        for signal in $signals; do
            kill -s "$signal" "$program" || fail "it ended at the first of $signals"
            sleep 0.3
        done
        wait_for_end
        [ "${signals% *}" = INT ] && expect_status 130 || expect_status 143
        [ "$(wc -l <"$work/journal")" -lt 400 ] || fail "it did not stop"
        expect_all_kept
        rm "$work/journal" "$work/left"
        expect_nothing_left
    done
done

# The same where all was done already.
out=$SCRATCH/full_out
err=$SCRATCH/err
start --failed-file "$work/left" "$id"
await test -e "$work/left"
kill -s TERM "$program"
sleep 0.3
kill -s TERM "$program" || fail "it did not wait for the reader"
wait_for_end
expect_status 143
rm "$work/left"
out=$SCRATCH/out
clear_faults

# A storm, until the very end: every id is told or kept.
fault "failed=500,sql_id=$id"
fault latency=10ms
for _ in 1 2 3 4 5; do
    start --concurrency 2 --failed-file "$work/left" --file "$SCRATCH/ids"
    await test -s "$out"
    while kill -s TERM "$program" 2>/dev/null; do
        :
    done
    wait_for_end
    expect_status 143
    grep SUCCEED "$out" | cut -f 2 | expect_told_or_kept
    rm "$work/left"
    expect_nothing_left
done
clear_faults

# What waits for a quota has no request under way, and does not hold the end up.
asked() {
    curl -sS --fail --max-time 30 "$CONTROL/stats" | sed 's/.*"cancel_requests":\([0-9]*\).*/\1/'
}
for waits in rate pause; do
    [ "$waits" = rate ] || fault "status=429,retry_after=300"
    [ "$waits" = rate ] && pace=2/h || pace=off
    before=$(asked)
    start --rate "$pace" --failed-file "$work/left" --file "$SCRATCH/ids"
    for _ in $(seq 400); do
        [ ! -s "$out" ] && [ "$(asked)" -eq "$before" ] || break
        sleep 0.05
    done
    kill -s TERM "$program"
    wait_for_end
    expect_status 143
    grep SUCCEED "$out" | cut -f 2 | expect_told_or_kept
    rm "$work/left"
done
clear_faults

# Under nohup SIGHUP means nothing.
(
    trap '' HUP
    fault latency=5ms
    "$cancel" --concurrency 4 --file "$SCRATCH/ids" >"$out" 2>"$err" &
    program=$!
    watcher=$!
    await test -s "$out"
    kill -s HUP "$program"
    wait_for_end
    expect_status 0
    expect_lines 400
)
