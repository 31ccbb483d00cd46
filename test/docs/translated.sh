# SPDX-License-Identifier: BSL-1.0
# translated.sh PAGE TRANSLATION
#
# A translation has the page's headings, its blocks of code but for their comments, its tables' rows and
# the codes or numbers that these begin with, in the same order; and in each section the same code.
set -eu
export LC_ALL=C

# What has to be in the same order: of the page on standard input.
frame() {
    awk '
    /^```/ { code = !code; print; next }
    code { sub(/ *#.*/, ""); if ($0 != "") print; next }
    /^#/ { sub(/ .*/, ""); print; next }
    /^\|/ {
        gsub(/\\\|/, "\\")
        split($0, cell, "|")
        line = cell[2] ~ /^ [0-9, ]+$/ ? "|" cell[2] : "|"
        while (match(cell[2], /`[^`]+`/)) {
            line = line " " substr(cell[2], RSTART, RLENGTH)
            cell[2] = substr(cell[2], RSTART + RLENGTH)
        }
        print line
    }'
}

# The code within the text of each section of the page on standard input: words have their own order.
spans() {
    awk '
    function take() {
        while (match(paragraph, /`[^`]+`/)) {
            print section + 0, substr(paragraph, RSTART, RLENGTH)
            paragraph = substr(paragraph, RSTART + RLENGTH)
        }
        paragraph = ""
    }
    /^```/ { code = !code; take(); next }
    code { next }
    /^#/ { take(); ++section }
    /^$/ { take() }
    { paragraph = paragraph " " $0 }
    END { take() }' | sort -u
}

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
for view in frame spans; do
    "$view" <"$1" >"$scratch/page"
    "$view" <"$2" >"$scratch/translation"
    diff "$scratch/page" "$scratch/translation"
done
