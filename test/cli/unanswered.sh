# What has no answer says why, and is no success.
set -eu
. "$(dirname "$0")/check.sh"
cancel=$1
set -- $(seed 2)

fault "status=503,sql_id=$1"
run "$cancel" "$1" "$2"
expect_status 5
expect_output "SUCCEED	$2"
expect_output "HTTP 503"
expect_output "3 attempts"

fault "stall,sql_id=$2"
run "$cancel" --timeout 0.5 "$2"
expect_status 5
expect_output "limit of 500 ms"

# Nobody listens any more where the emulator was. It takes its authority with it.
cp "$MRS_CA_FILE" "$SCRATCH/ca.pem"
kill "$EMULATOR_PID"
while kill -0 "$EMULATOR_PID" 2>/dev/null && ! grep -qs '^State:.*Z' "/proc/$EMULATOR_PID/status"; do
    sleep 0.05
done
run "$cancel" --ca-file "$SCRATCH/ca.pem" "$1" "$2"
expect_status 5
expect_lines 2
expect_output "ERROR	$1	no connection could be made"
expect_output "Connection refused"
expect_complaint "2 without an answer"
