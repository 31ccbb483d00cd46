# Each answer has its line, and the worst of them is the exit status.
set -eu
. "$(dirname "$0")/check.sh"
cancel=$1
tab=$(printf '\t')

set -- $(seed 4)
run "$cancel" "$@"
expect_status 0
expect_lines 4
for id; do
    expect_output "SUCCEED$tab$id"
done
expect_complaint "4 succeeded;"

fault "failed=500,sql_id=$2,message=cannot be stopped"
run "$cancel" "$@"
expect_status 1
expect_lines 4
expect_output "FAILED$tab$2${tab}cannot be stopped"
expect_output "SUCCEED$tab$1"
expect_complaint "3 succeeded, 1 failed"

# An id that is refused is told on standard error, and weighs more than FAILED.
run "$cancel" "$1" "no${tab}id"
expect_status 2
expect_lines 1
expect_complaint "argument 2: sql_id has a control character"
run "$cancel" "$1" "$2" "no${tab}id"
expect_status 2

# Running it again would not help an id that the service does not know.
run "$cancel" "$1" unknown
expect_status 1
expect_output "ERROR${tab}unknown$tab"

# No other id can fare better with refused credentials: the rest is not tried.
seed 300 >"$SCRATCH/many"
MRS_AUTH_TOKEN=another-token
run "$cancel" - <"$SCRATCH/many"
expect_status 4
expect_output "${tab}the credentials were refused"
expect_complaint "not tried"
[ "$(wc -l <"$SCRATCH/out")" -lt 300 ] || fail "all ids were tried"
