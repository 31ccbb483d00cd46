# quick_start.sh DOCUMENT EMULATOR CANCEL: what the quick start tells to type really goes that way,
# but for building and installing.
set -eu

document=$1
PATH=$(dirname "$2"):$(dirname "$3"):$PATH
scratch=$(mktemp -d)
ended=
clean_up() {
    # The last command ends the emulator, where it is reached.
    [ -n "$ended" ] ||
        kill $(sed -n 's/.*"pid":\([0-9]*\).*/\1/p' "$scratch/emulator.json") 2>/dev/null || true
    rm -rf "$scratch"
}
trap clean_up EXIT
trap 'exit 143' HUP INT TERM

# The options of a real service must not be met by this.
unset MRS_REGION MRS_CONFIG MRS_AUTH_TOKEN_FILE http_proxy https_proxy all_proxy HTTP_PROXY \
    HTTPS_PROXY ALL_PROXY
HOME=$scratch
export HOME

sed -n '/^```sh$/,/^```$/p' "$document" | grep -v '^```' | grep -v '^cmake \|^PATH=' >"$scratch/commands"
for command in mrs-emulator mrs-cancel curl kill; do
    grep -q "^$command " "$scratch/commands" || { echo "$document has no $command" >&2; exit 1; }
done
cd "$scratch"
timeout 60 sh -eu ./commands >out 2>err || { cat out err >&2; exit 1; }
ended=yes

[ "$(grep -c '^DRY-RUN	' out)" -eq 3 ] && [ "$(grep -c '^SUCCEED	' out)" -eq 3 ] || {
    echo "not what the quick start says:" >&2
    cat out err >&2
    exit 1
}
