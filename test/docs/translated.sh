# SPDX-License-Identifier: BSL-1.0
# translated.sh PAGE TRANSLATION
#
# A translation has the page's headings, its blocks of code but for their comments, its tables' rows and
# the codes that these begin with, in the same order.
set -eu
export LC_ALL=C

# What has to be the same of the page on standard input.
frame() {
    awk '
    /^```/ { code = !code; print; next }
    code { sub(/ *#.*/, ""); if ($0 != "") print; next }
    /^#/ { sub(/ .*/, ""); print; next }
    /^\|/ { split($0, cell, "|"); print "|", cell[2] ~ /`/ ? cell[2] : "" }'
}

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
frame <"$1" >"$scratch/page"
frame <"$2" >"$scratch/translation"
diff "$scratch/page" "$scratch/translation"
