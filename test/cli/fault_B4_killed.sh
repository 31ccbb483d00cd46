# fault_B4_killed.sh PROGRAM TIMES
#
# Row B4: killed at random moments and run again with the same command, a job ends with each id once
# in its journal, and what is in the journal is not sent again. What was written down is told, by the
# run that was killed or by the next.
set -eu
. "$(dirname "$0")/check.sh"
cancel=$1
times=$2

seed 1000 | sort >"$SCRATCH/ids"
fault latency=5ms
journal=$SCRATCH/journal

# The ids that the journal has an answer of, each as often as it has one.
answered() {
    sed -n 's/.*"id":"\([^"]*\)".*"outcome".*/\1/p' "$journal" 2>/dev/null | sort
}

# The ids that reached the service since the last time.
sent() {
    curl -sS --fail --max-time 30 "$CONTROL/stats/cancels" | tr '{},' '\n\n\n' |
        sed -n 's/^"\([0-9][^"]*\)".*/\1/p' | sort
    curl -sS --fail --max-time 30 -o /dev/null -X DELETE "$CONTROL/stats"
}

: >"$SCRATCH/out"
start_job() {
    [ -z "$(tail -c 1 "$SCRATCH/out")" ] || echo >>"$SCRATCH/out"
    "$cancel" -q --concurrency 8 --journal "$journal" --file "$SCRATCH/ids" \
        >>"$SCRATCH/out" 2>"$SCRATCH/err" &
    job=$!
}

check_round() {
    answered >"$SCRATCH/after"
    [ -z "$(uniq -d "$SCRATCH/after")" ] || fail "an id is in the journal twice"
    sent >"$SCRATCH/sent"
    [ -z "$(comm -12 "$SCRATCH/before" "$SCRATCH/sent")" ] || fail "an answered id was sent again"
}

# All are answered, and have been printed whole: by a line that was cut off, or twice, at most where
# the kill came between the printing and its note.
check_end() {
    cmp -s "$SCRATCH/after" "$SCRATCH/ids" || fail "it ended, but not every id is answered"
    sed -n "s/^SUCCEED$(printf '\t')//p" "$SCRATCH/out" | sort -u >"$SCRATCH/told"
    [ -z "$(comm -13 "$SCRATCH/told" "$SCRATCH/ids")" ] || fail "what was answered is not told"
}

killed=0
rounds=0
state=12345
while [ "$killed" -lt "$times" ]; do
    rounds=$((rounds + 1))
    [ "$rounds" -le $((times * 10)) ] || fail "it was killed $killed times only"
    answered >"$SCRATCH/before"
    # From a linear congruence, so that a failure can be looked at again.
    state=$(((state * 1103515245 + 12345) % 2147483648))
    start_job
    sleep "0.$(printf '%03d' $((10 + state / 65536 % 250)))"
    kill -s KILL "$job" 2>/dev/null || true
    status=0
    wait "$job" || status=$?
    check_round
    if [ "$status" -eq 0 ]; then
        check_end
        rm "$journal"
        : >"$SCRATCH/out"
    else
        [ "$status" -eq 137 ] || fail "the exit status is $status"
        killed=$((killed + 1))
    fi
done

answered >"$SCRATCH/before"
start_job
wait "$job" || fail "the last run did not end well"
check_round
check_end
echo "killed $killed times in $rounds rounds"
