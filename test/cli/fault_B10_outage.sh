# An outage is charged to the run: no id is used up by it. Where the service stays away, the run ends
# once its patience does, and says so.
set -eu
. "$(dirname "$0")/check.sh"
cancel=$1

seed 200 >"$SCRATCH/ids"
sort "$SCRATCH/ids" >"$SCRATCH/sorted"

# It comes back. The first calls make up to 12 requests, and then two probes make three each.
fault "status=503,count=16"
run "$cancel" --progress lines --concurrency 4 --file "$SCRATCH/ids"
expect_status 0
expect_lines 200
expect_complaint "service unreachable since "
expect_complaint "the service is back"

# It does not: what was sent has its error, the rest is left.
fault status=503
run "$cancel" --outage-limit 1s --failed-file "$SCRATCH/left" --file "$SCRATCH/ids"
expect_status 5
expect_complaint "stopped, for the service could not be reached: "
expect_complaint "HTTP 503"
expect_complaint "not tried"
[ "$(wc -l <"$SCRATCH/out")" -lt 50 ] || fail "the outage used up ids"
sort "$SCRATCH/left" | cmp - "$SCRATCH/sorted" || fail "ids are lost"

# The deadline ends it too.
run "$cancel" --deadline 1s --file "$SCRATCH/ids"
expect_status 10
expect_complaint "the deadline passed while the service could not be reached: "
clear_faults

# At a port where nobody listens one call's time is all: nothing was sent, nothing is told.
cp "$MRS_CA_FILE" "$SCRATCH/ca.pem"
kill "$EMULATOR_PID"
while kill -0 "$EMULATOR_PID" 2>/dev/null && ! grep -qs '^State:.*Z' "/proc/$EMULATOR_PID/status"; do
    sleep 0.05
done
run "$cancel" --ca-file "$SCRATCH/ca.pem" --timeout 1s --failed-file "$SCRATCH/left" \
    --file "$SCRATCH/ids"
expect_status 5
expect_lines 0
expect_complaint "stopped, for the service could not be reached: "
expect_complaint "Connection refused"
expect_complaint "200 not tried"
sort "$SCRATCH/left" | cmp - "$SCRATCH/sorted" || fail "ids are lost"
