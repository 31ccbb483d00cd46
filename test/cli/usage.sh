# The program explains itself, and refuses what it does not understand before it sends anything.
set -eu
. "$(dirname "$0")/check.sh"
cancel=$1

run "$cancel" --help
expect_status 0
for word in --endpoint --region --project --cluster --ca-file --token-file --concurrency --timeout \
    --language --version MRS_ENDPOINT MRS_REGION MRS_PROJECT_ID MRS_CLUSTER_ID MRS_CA_FILE \
    MRS_AUTH_TOKEN "Exit status"; do
    expect_output "$word"
done

run "$cancel" --version
expect_status 0
expect_output "mrs-cancel 1."

for arguments in "" "--bogus x" "--concurrency 0 x" "--timeout never x" "--language x x" "- -" "--rate x x" \
    "--project" "--endpoint https://a --region b x"; do
    run "$cancel" $arguments
    expect_status 2
    expect_lines 0
    expect_complaint "mrs-cancel: "
done

requests=$(curl -sS --max-time 30 "$CONTROL/stats" | sed 's/.*"cancel_requests":\([0-9]*\).*/\1/')
[ "$requests" -eq 0 ] || fail "$requests requests were sent"
