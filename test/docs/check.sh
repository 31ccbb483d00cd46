# check.sh DOCUMENT SOURCE [LANGUAGE]: each block of the document that is in the language, C++ where
# none is given, stands in the source as it is, at the margin or indented.
set -eu
awk -v language="${3:-cpp}" -v document="$1" -v source="$2" '
FNR == NR { line[FNR] = $0; lines = FNR; next }
!inside && $0 == "```" language { inside = 1; at = FNR; size = 0; ++blocks; next }
inside && $0 == "```" {
    inside = 0
    if (!found()) {
        print document ":" at ": this block is not in " source
        failed = 1
    }
    next
}
inside { block[++size] = $0 }
function fits(first, indent,    i) {
    for (i = 1; i <= size; ++i)
        if (line[first + i - 1] != (block[i] == "" ? "" : indent block[i]))
            return 0
    return 1
}
function found(    first) {
    for (first = 1; first + size - 1 <= lines; ++first)
        if (fits(first, "") || fits(first, "    ") || fits(first, "        "))
            return 1
    return 0
}
END {
    if (inside || !blocks) {
        print document ": no whole block of " language
        failed = 1
    }
    exit failed
}' "$2" "$1" >&2
