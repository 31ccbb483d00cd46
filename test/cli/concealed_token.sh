# The token shows in no output, whatever happens; `run` looks for it each time.
set -eu
. "$(dirname "$0")/check.sh"
cancel=$1
id=$(seed 1)

for rule in "failed=500,count=1,message=$MRS_AUTH_TOKEN" \
    "status=503,count=9,message=$MRS_AUTH_TOKEN" \
    "status=401,count=9,message=$MRS_AUTH_TOKEN"; do
    fault "$rule"
    run "$cancel" "$id"
    [ "$status" -ne 0 ] || fail "the fault '$rule' did not strike"
    curl -sS --max-time 30 -o /dev/null -X DELETE "$CONTROL/faults"
done

for arguments in "--token $MRS_AUTH_TOKEN" "--token=$MRS_AUTH_TOKEN" "--auth=$MRS_AUTH_TOKEN" \
    "-t$MRS_AUTH_TOKEN" "--token-file $SCRATCH --help"; do
    run "$cancel" $arguments "$id"
done

# What was meant for an environment variable is not repeated when it is not a token.
run env MRS_AUTH_TOKEN="$MRS_AUTH_TOKEN é" "$cancel" "$id"
expect_status 2
