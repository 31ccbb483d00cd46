# manuals.sh MRS_CANCEL MRS_EMULATOR DIRECTORY
#
# The manual pages know the options that the programs have, and no others.
set -eu
. "$(dirname "$0")/check.sh"
. "$(dirname "$0")/same_options.sh"

for program in "$1" "$2"; do
    manual=$3/${program##*/}.1
    list_options "$program"
    sed -n 's/^\.It.* \\-\([a-z-]*\).*/--\1/p' "$manual" | same_options "$manual"
    mandoc -T lint -W warning "$manual" >&2 || fail "mandoc warns of $manual"
done
