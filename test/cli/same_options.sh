# Sourced after check.sh: compares the options that a program lists with those that something else knows.

# The options of a program's --help.
list_options() {
    run "$1" --help
    expect_status 0
    sed -n 's/^ *\(-[a-z],\)\{0,1\}\(--[a-z-]*\).*/\2/p' "$SCRATCH/out" | sort -u >"$SCRATCH/options"
    [ "$(wc -l <"$SCRATCH/options")" -ge 25 ] || fail "these are not all options of $1"
}

# Those on standard input are the same; the argument says whose they are.
same_options() {
    sort -u >"$SCRATCH/found"
    diff "$SCRATCH/options" "$SCRATCH/found" >&2 || fail "$1 has other options"
}
