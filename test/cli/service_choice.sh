# The service may be named on the command line or in the environment.
set -eu
. "$(dirname "$0")/check.sh"
cancel=$1
id=$(seed 1)
endpoint=$MRS_ENDPOINT project=$MRS_PROJECT_ID cluster=$MRS_CLUSTER_ID ca_file=$MRS_CA_FILE

MRS_ENDPOINT=https://127.0.0.1:1 MRS_PROJECT_ID=wrong MRS_CLUSTER_ID=wrong MRS_CA_FILE=/nowhere
run "$cancel" --endpoint "$endpoint" --project "$project" --cluster "$cluster" \
    --ca-file "$ca_file" --concurrency 1 --timeout 5 --language en-us "$id"
expect_status 0

run "$cancel" --ca-file /nowhere "$id"
expect_status 2
expect_complaint /nowhere

MRS_ENDPOINT=http://example.com MRS_CA_FILE=$ca_file
run "$cancel" "$id"
expect_status 2
expect_complaint endpoint

unset MRS_ENDPOINT
run "$cancel" --region nowhere-9 "$id"
expect_status 2
expect_complaint region

# The authority of another service does not vouch for this one.
unset MRS_CA_FILE
run env MRS_PROJECT_ID="$project" MRS_CLUSTER_ID="$cluster" "$cancel" --endpoint "$endpoint" "$id"
expect_status 6
expect_output "certificate was not accepted"
