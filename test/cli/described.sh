# described.sh PROGRAM MANUAL COMPLETIONS
#
# The manual page and the completions know the options that the program has, and no others.
set -eu
. "$(dirname "$0")/check.sh"
cancel=$1
manual=$2
completions=$3

run "$cancel" --help
expect_status 0
sed -n 's/^ *\(-[a-z],\)\{0,1\}\(--[a-z-]*\).*/\2/p' "$SCRATCH/out" | sort -u >"$SCRATCH/options"
[ "$(wc -l <"$SCRATCH/options")" -ge 25 ] || fail "these are not all options"

same_options() {
    sort -u >"$SCRATCH/found"
    diff "$SCRATCH/options" "$SCRATCH/found" >&2 || fail "$1 has other options"
}
sed -n 's/^\.It.* \\-\([a-z-]*\).*/--\1/p' "$manual" | same_options "the manual page"
mandoc -T lint -W warning "$manual" >&2 || fail "mandoc warns of the manual page"

complete_with_bash() {
    bash -c '. "$1"; COMP_WORDS=(mrs-cancel "${@:2}"); COMP_CWORD=$#
        COMP_CWORD=$((COMP_CWORD - 1)); compopt() { :; }; _mrs_cancel; printf "%s\n" "${COMPREPLY[@]}"' \
        bash "$completions/mrs-cancel.bash" "$@"
}
complete_with_bash -- | grep '^--' | same_options "bash's completion"
[ "$(complete_with_bash --format c)" = csv ] || fail "bash does not complete values"
: >"$SCRATCH/some.txt"
[ "$(complete_with_bash --file "$SCRATCH/som")" = "$SCRATCH/some.txt" ] ||
    fail "bash does not complete files"

grep -o -e '--[a-z-]*\[' -e '--[a-z-]*}' "$completions/_mrs-cancel" | tr -d '[}' |
    same_options "zsh's completion"
zsh -n "$completions/_mrs-cancel" || fail "zsh does not take its completion"

fish --no-config -c '
    source $argv[1]
    complete -C "mrs-cancel --" | string split -f 1 \t' "$completions/mrs-cancel.fish" |
    grep '^--' | same_options "fish's completion"
