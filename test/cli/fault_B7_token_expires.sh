# Row B7: tokens end in the middle of a run, again and again: they are renewed, and no id is lost.
set -eu
. "$(dirname "$0")/check.sh"
cancel=$1
MRS_AUTH_TOKEN=
control() {
    curl -sS --fail --max-time 30 -o /dev/null "$@"
}

seed 300 >"$SCRATCH/ids"
control --json '{"lifetime":"1s"}' "$CONTROL/tokens"
run "$cancel" --user example/operator --password-file "$SCRATCH/password" \
    --iam-endpoint "$MRS_ENDPOINT" --rate 60/s --file "$SCRATCH/ids"
expect_status 0
expect_lines 300
issued=$(curl -sS --fail --max-time 30 "$CONTROL/tokens" | sed 's/.*"issued":\([0-9]*\).*/\1/')
[ "$issued" -ge 3 ] || fail "only $issued tokens were issued"

# All tokens are taken back at once.
control --json '{"lifetime":"24h"}' "$CONTROL/tokens"
timeout 60 "$cancel" --user example/operator --password-file "$SCRATCH/password" \
    --iam-endpoint "$MRS_ENDPOINT" --rate 100/s --file "$SCRATCH/ids" \
    >"$SCRATCH/out" 2>"$SCRATCH/err" &
program=$!
for _ in $(seq 400); do
    [ "$(wc -l <"$SCRATCH/out")" -lt 120 ] || break
    sleep 0.02
done
control -X DELETE "$CONTROL/tokens"
status=0
wait "$program" || status=$?
expect_status 0
expect_lines 300

