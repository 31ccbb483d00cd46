set -eu
. "$(dirname "$0")/../../test/cli/check.sh"

id=$(seed 1)
run "$1" "$id"
expect_status 0
expect_output "$id: SUCCEED"

fault "failed=500,sql_id=$id,message=it will not stop"
run "$1" "$id"
expect_status 1
expect_complaint "it will not stop"

run env MRS_ENDPOINT= "$1" "$id"
expect_status 1
expect_complaint "endpoint"
