set -eu
. "$(dirname "$0")/../../test/cli/check.sh"

seed 3 >"$SCRATCH/ids"
run "$1" $(cat "$SCRATCH/ids")
expect_status 0
expect_output "callback: SUCCEED"
expect_output "cancellation: SUCCEED"
expect_output "future: SUCCEED"

fault "latency=20s,sql_id=$(sed -n 2p "$SCRATCH/ids")"
run "$1" $(cat "$SCRATCH/ids")
expect_status 0
expect_output "callback: SUCCEED"
expect_output "cancellation: Operation canceled"
expect_output "future: SUCCEED"
