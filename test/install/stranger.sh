# stranger.sh: in a root of its own, does what the README of the packages beside it says, word for word.
# scripts/check-package runs it.
set -euo pipefail
cd "$(dirname "$0")"

# Where the README's last command was not reached.
end_emulator() {
    kill "$(sed -n 's/.*"pid":\([0-9]*\).*/\1/p' emulator.json 2>/dev/null)" 2>/dev/null || true
}
trap end_emulator EXIT

fail() {
    echo "FAILED: $*" >&2
    exit 1
}

# block LANGUAGE [HEADING]: the first such code block of the README, or of that part of it.
block() {
    awk -v fence="\`\`\`$1" -v heading="${2:+## $2}" '
        heading != "" && !found { found = $0 == heading; next }
        inside && /^```$/ { exit }
        inside { print }
        $0 == fence { inside = 1 }' "$readme" | grep . || fail "no $1 under '${2:-the title}'"
}

expect_success() {
    grep -q '^[0-9a-z_]*: SUCCEED' <<<"$1" || fail "the program says: $1"
}

DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends ./packages/*.deb >apt.log 2>&1 ||
    { cat apt.log >&2; fail "the packages do not install"; }
readme=/usr/share/doc/libmrs-client-dev/README.md

mkdir consumer
cd consumer
block cpp >main.cpp
block cmake "Use it" >CMakeLists.txt
grep -qx 'cmake -B build && cmake --build build' "$readme" || fail "the README builds otherwise"
cmake -B build && cmake --build build

block sh "Try it without the cloud" >try.sh
output=$(timeout 60 bash -eu try.sh)
expect_success "$output"

for libraries in --libs "--static --libs"; do
    g++ -std=c++20 -o build/consumer main.cpp $(pkg-config --cflags $libraries mrs-client)
    output=$(timeout 60 bash -eu try.sh)
    expect_success "$output"
    echo "pkg-config $libraries: $output"
done

mrs-cancel --version
for program in mrs-cancel mrs-emulator; do
    zcat "/usr/share/man/man1/$program.1.gz" | grep -q '^\.TH\|^\.Dt' || fail "no manual page of $program"
done
DEBIAN_FRONTEND=noninteractive apt-get purge -q -y libmrs-client-dev mrs-client-tools >apt.log 2>&1 ||
    { cat apt.log >&2; fail "the packages do not go away"; }
left=$(find /usr -path '*mrs*' ! -path '/usr/share/doc/*' -print -quit)
[ -z "$left" ] || fail "$left is left"
echo "the packages are enough for what the README says"
