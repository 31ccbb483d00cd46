# On a terminal there are a progress bar, colours and a question; elsewhere, and where they are not
# wanted, there are no escape codes.
set -eu
. "$(dirname "$0")/check.sh"
cancel=$1
escape=$(printf '\033')
# A server that ended with each session could refuse the next one, as it is still going.
echo 'set -g exit-empty off' >"$SCRATCH/tmux"
tmux() { command tmux -L "mrs-$$" -f "$SCRATCH/tmux" "$@"; }
trap 'tmux kill-server 2>/dev/null || true' EXIT

seed 40 >"$SCRATCH/ids"

# Runs the program in a terminal of 100 columns. What it writes there is in $SCRATCH/raw, and what
# is on the screen in $SCRATCH/screen after `look`.
start_in_terminal() {
    : >"$SCRATCH/raw"
    rm -f "$SCRATCH/status"
    {
        echo "trap : INT; while [ ! -e '$SCRATCH/go' ]; do sleep 0.05; done"
        printf 'env %s "%s" --file "%s" --rate 20/s' "$environment" "$cancel" "$SCRATCH/ids"
        [ $# -eq 0 ] || printf ' "%s"' "$@"
        printf '\necho $? >"%s"\nsleep 60\n' "$SCRATCH/status"
    } >"$SCRATCH/job"
    rm -f "$SCRATCH/go"
    tmux new-session -d -s job -x 100 -y 30 sh "$SCRATCH/job"
    tmux pipe-pane -t job "cat >>'$SCRATCH/raw'"
    : >"$SCRATCH/go"
}
look() { tmux capture-pane -p -t job >"$SCRATCH/screen"; }
wait_for_screen() {
    for _ in $(seq 600); do
        look
        ! grep -q -e "$1" "$SCRATCH/screen" || return 0
        sleep 0.05
    done
    cat "$SCRATCH/screen" >&2
    fail "'$1' is not on the screen"
}
wait_for_status() {
    await test -s "$SCRATCH/status"
    look
    status=$(cat "$SCRATCH/status")
    expect_status "$1"
    tmux kill-session -t job
    ! grep -qF -e "$MRS_AUTH_TOKEN" "$SCRATCH/raw" || fail "the token is on the screen"
}

environment=
start_in_terminal
wait_for_screen '[0-9]/40 .*/s.*ETA\|[0-9]/40 .*ETA'
wait_for_status 0
grep -q SUCCEED "$SCRATCH/screen" || fail "the outcomes are not on the screen"
grep -q '40 succeeded' "$SCRATCH/screen" || fail "the summary is not on the screen"
! grep -q 'ETA' "$SCRATCH/screen" || fail "the bar stays behind"
grep -q "$escape\[32mSUCCEED" "$SCRATCH/raw" || fail "there are no colours"

environment=NO_COLOR=1
start_in_terminal
wait_for_screen '[0-9]/40 '
wait_for_status 0
! grep -q "$escape" "$SCRATCH/raw" || fail "there are escape codes in spite of NO_COLOR"

environment=TERM=dumb
start_in_terminal
wait_for_status 0
! grep -q "$escape\|ETA" "$SCRATCH/raw" || fail "a dumb terminal gets more than lines"

environment=
start_in_terminal --quiet
wait_for_status 0
! grep -q 'ETA\|succeeded' "$SCRATCH/raw" || fail "-q is not quiet"

# A question, where there are many.
start_in_terminal --confirm 39
wait_for_screen 'Cancel 40 executions?'
tmux send-keys -t job n Enter
wait_for_status 2
grep -q 'nothing was sent' "$SCRATCH/screen" || fail "it does not say that nothing was sent"
start_in_terminal --confirm 39
wait_for_screen 'Cancel 40 executions?'
tmux send-keys -t job y Enter
wait_for_status 0
start_in_terminal --confirm 40
wait_for_status 0
start_in_terminal --confirm 39
wait_for_screen 'Cancel 40 executions?'
tmux send-keys -t job C-c
wait_for_status 130
grep -q 'nothing was sent' "$SCRATCH/screen" || fail "it does not say that nothing was sent"

# Control-C.
start_in_terminal
wait_for_screen '[0-9]/40 '
tmux send-keys -t job C-c
wait_for_status 130

# A terminal that its user has stopped, by Control-S, holds nothing up.
start_in_terminal
wait_for_screen '[0-9]/40 '
tmux send-keys -t job C-s
shell=$(tmux list-panes -t job -F '#{pane_pid}')
program=$(tr -d ' ' <"/proc/$shell/task/$shell/children")
sleep 0.3
kill -s INT "$program"
sleep 0.3
kill -s INT "$program" 2>/dev/null || true
wait_for_status 130
