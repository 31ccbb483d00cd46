# completions.sh PROGRAM COMPLETIONS
#
# The completions know the options that the program has, and no others.
set -eu
. "$(dirname "$0")/check.sh"
. "$(dirname "$0")/same_options.sh"
cancel=$1
completions=$2

list_options "$cancel"

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
