set -eu
. "$(dirname "$0")/../../test/cli/check.sh"

seed 200 >"$SCRATCH/ids"
run "$1" <"$SCRATCH/ids"
expect_status 0
grep -Eq '^calls +200$' "$SCRATCH/out" || fail "not 200 calls"
grep -Eq '^succeeded +200$' "$SCRATCH/out" || fail "not all succeeded"
grep -Eq '^p99 ms +[0-9]' "$SCRATCH/out" || fail "there are no percentiles"

fault "failed=500,count=1"
run "$1" <"$SCRATCH/ids"
expect_status 1
grep -Eq '^failed +1$' "$SCRATCH/out" || fail "not one failed"
