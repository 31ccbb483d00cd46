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
