# With --wait each execution is seen to end, or said not to have ended.
set -eu
. "$(dirname "$0")/check.sh"
cancel=$1
tab=$(printf '\t')

set -- $(submit_endless) $(submit_endless) $(submit_endless) $(submit_endless)
ended=$(seed 1)
fault "ignored,sql_id=$3"
fault "failed=500,sql_id=$4,message=not now"

# A dry run waits for nothing, and nothing was cancelled without being asked for.
run "$cancel" --dry-run --wait "$@" "$ended"
expect_status 0
for id; do
    [ "$(state_of "$id")" = RUNNING ] || fail "$id does not run"
done

# Two are stopped, one had ended, one goes on for all its SUCCEED, and one is FAILED.
run "$cancel" --wait --wait-for 1s --journal "$SCRATCH/journal" --failed-file "$SCRATCH/left" \
    "$@" "$ended"
expect_status 5
expect_lines 5
expect_output "SUCCEED$tab$1${tab}stopped: Query was canceled"
expect_output "SUCCEED$tab$2${tab}stopped: Query was canceled"
expect_output "SUCCEED$tab$3${tab}still running: RUNNING"
expect_output "FAILED$tab$4${tab}not now"
expect_output "SUCCEED$tab$ended${tab}had ended: FINISHED"
expect_complaint "3 succeeded, 1 failed, 1 still running"
expect_complaint "the executions: 2 stopped, 1 had ended, 1 still running, 1 not cancelled"
[ "$(state_of "$1") $(state_of "$2")" = "FAILED FAILED" ] || fail "they were not stopped"
[ "$(state_of "$3") $(state_of "$4")" = "RUNNING RUNNING" ] || fail "they were stopped"
[ "$(sort "$SCRATCH/left")" = "$(printf '%s\n' "$3" "$4" | sort)" ] ||
    fail "the file is not what is left"

# The same command waits again for what was not seen to end, and for nothing else. The file of what
# is left has the FAILED one of the earlier run too.
clear_faults
run "$cancel" --wait --wait-for 20s --journal "$SCRATCH/journal" --failed-file "$SCRATCH/left" \
    "$@" "$ended"
expect_status 1
expect_lines 1
expect_output "SUCCEED$tab$3${tab}stopped: Query was canceled"
expect_complaint "4 answered before (1 not succeeded)"
expect_complaint "the executions: 1 stopped"
[ "$(state_of "$3")" = FAILED ] || fail "it was not stopped"
[ "$(cat "$SCRATCH/left")" = "$4" ] || fail "the file is not what is left of the whole job"
run "$cancel" --wait --journal "$SCRATCH/journal" "$@" "$ended"
expect_status 1
expect_lines 0

# A success of a run that did not wait is none for one that does, and the other way round it is.
set -- $(submit_endless)
fault "ignored,count=1"
run "$cancel" --journal "$SCRATCH/second" "$1"
expect_status 0
run "$cancel" --journal "$SCRATCH/second" "$1"
expect_lines 0
run "$cancel" --wait --journal "$SCRATCH/second" "$1"
expect_status 0
expect_output "SUCCEED$tab$1${tab}stopped"
for waits in "" --wait; do
    run "$cancel" $waits --journal "$SCRATCH/second" "$1"
    expect_status 0
    expect_lines 0
done

# A FAILED is tried again as asked, and then waited for.
set -- $(submit_endless)
fault "failed=500,count=2"
run "$cancel" --wait --retry-failed 2 --json "$1"
expect_status 0
expect_output "\"outcome\":\"SUCCEED\""
expect_output "\"attempts\":3"
expect_output "\"end\":\"stopped\",\"state\":\"FAILED\",\"state_message\":\"Query was canceled\""

# An end that cannot be learnt is no success, and not remembered as one.
clear_faults
set -- $(submit_endless)
fault "status=403,on=query"
run "$cancel" --wait --json --journal "$SCRATCH/third" "$1"
expect_status 4
expect_output "\"outcome\":\"ERROR\""
expect_output "\"error\":\"forbidden\",\"cancel\":\"SUCCEED\""
expect_output "\"end\":\"unknown\""
run "$cancel" --wait "$1"
expect_output "ERROR$tab$1${tab}it was cancelled, but its end is not known: "
clear_faults
run "$cancel" --wait --json --journal "$SCRATCH/third" "$1"
expect_status 0
expect_output "\"end\":\"had_ended\",\"state\":\"FAILED\""

# More than there may be cancels in flight: who waits holds no other up.
for _ in $(seq 12); do
    submit_endless
done >"$SCRATCH/ids"
fault ignored
timeout 60 "$cancel" --wait --wait-for 1h --concurrency 2 --file "$SCRATCH/ids" \
    >"$SCRATCH/out" 2>"$SCRATCH/err" &
watcher=$!
program=
for _ in $(seq 400); do
    sleep 0.05
    program=$(cat "/proc/$watcher/task/$watcher/children" 2>/dev/null | tr -d ' ')
    # Not before it is ready for signals, which is not after it has sent a cancel.
    [ -n "$program" ] && curl -sS --fail --max-time 30 "$CONTROL/stats/cancels" |
        grep -qFf "$SCRATCH/ids" || continue
    kill -s USR1 "$program"
    ! grep -qF "12 waiting for their end" "$SCRATCH/err" || break
done
expect_complaint "12 waiting for their end"
# The first one alone would have it wait on for an hour.
for _ in $(seq 400); do
    kill -s TERM "$program" 2>/dev/null || break
    sleep 0.05
done
status=0
wait "$watcher" || status=$?
expect_status 143
expect_lines 12
[ "$(grep -c "it was cancelled, but its end is not known" "$SCRATCH/out")" -eq 12 ] ||
    fail "it is not told that they were cancelled"

# By the configuration file; and a time for nothing is refused.
clear_faults
printf 'wait = true\nwait-for = "30s"\n' >"$SCRATCH/config.toml"
run "$cancel" --config "$SCRATCH/config.toml" "$(head -n 1 "$SCRATCH/ids")"
expect_status 0
expect_output "${tab}stopped: Query was canceled"
run "$cancel" --wait-for 5s "$ended"
expect_status 2
expect_complaint "--wait-for is for --wait"
run "$cancel" --wait --wait-for soon "$ended"
expect_status 2
expect_complaint "--wait-for is no time"
