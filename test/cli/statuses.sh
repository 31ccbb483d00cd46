# statuses.sh MRS_CANCEL DIRECTORY
#
# What an exit status means, and what to do, is the same wherever it is told, and in the same order.
set -eu
. "$(dirname "$0")/check.sh"
docs=$2

# One line for each status: "N: meaning: what to do".
of_help() {
    awk '/^Exit status/ { inside = 1; next }
        inside && /^$/ { exit }
        inside && match($0, /^  [0-9]+(, [0-9]+)*  +/) {
            line = substr($0, RSTART, RLENGTH)
            gsub(/^ +| +$/, "", line)
            printf "%s%s: %s", between, line, substr($0, RLENGTH + 1)
            between = "\n"
            next
        }
        inside { sub(/^ +/, ""); printf " %s", $0 }
        END { print "" }' "$SCRATCH/out"
}
of_page() {
    sed -n 's/^| \([0-9][0-9, ]*\) | \(.*\) | \(.*\) |$/\1: \2: \3/p' "$1" | tr -d '`'
}
of_manual() {
    awk '/^\.Sh EXIT STATUS/ { there = 1 }
        there && /^\.Bl/ { inside = 1; next }
        inside && /^\.El/ { exit }
        inside && /^\.It / { printf "%s%s:", between, substr($0, 5); between = "\n"; next }
        inside && /^\.Fl / { sub(/^\.Fl \\-/, " --"); sub(/ ,$/, ","); printf "%s", $0; next }
        inside && /^[^.]/ { printf " %s", $0 }
        END { print "" }' "$docs/man/mrs-cancel.1" | sed 's/\.$//'
}

run "$1" --help
expect_status 0
of_help >"$SCRATCH/statuses"
[ "$(wc -l <"$SCRATCH/statuses")" -eq 9 ] || fail "these are not the statuses: $(cat "$SCRATCH/statuses")"
of_manual | diff "$SCRATCH/statuses" - >&2 || fail "the manual has others than --help"
for page in bulk troubleshooting; do
    of_page "$docs/$page.md" | diff "$SCRATCH/statuses" - >&2 || fail "$page.md has others than --help"
done

# The job's rules name the statuses that another run does not help.
grep -q 'values: \[1, 2, 4, 6\]' "$docs/../examples/kubernetes/cancel-ids.yaml" ||
    fail "the manifest has other statuses"
