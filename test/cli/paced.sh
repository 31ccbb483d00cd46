# A quota is kept to, told or not: what is refused for it is sent again, and no id is lost.
set -eu
. "$(dirname "$0")/check.sh"
cancel=$1

throttled() {
    curl -sS --fail --max-time 30 "$CONTROL/stats" | sed 's/.*"throttled":\([0-9]*\).*/\1/'
}

quota 40/s
seed 100 >"$SCRATCH/ids"

run "$cancel" --rate 40/s - <"$SCRATCH/ids"
expect_status 0
expect_lines 100
[ "$(throttled)" -eq 0 ] || fail "a known quota was exceeded $(throttled) times"

# So that the next run finds a fresh window, as the emulator's begins with its first call.
sleep 1
run "$cancel" - <"$SCRATCH/ids"
expect_status 0
expect_lines 100
[ "$(throttled)" -gt 0 ] || fail "the quota was not met, so that this shows nothing"
