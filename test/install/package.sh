# The installed package is found, linked and used by a project that knows nothing of this tree.
set -eu
. "$SOURCE/test/cli/check.sh"

prefix=$SCRATCH/prefix
"$CMAKE" --install "$BUILD" --prefix "$prefix" >"$SCRATCH/install.out"
cp -R "$SOURCE/examples/consumer" "$SCRATCH/consumer"

"$CMAKE" -S "$SCRATCH/consumer" -B "$SCRATCH/build" -DCMAKE_BUILD_TYPE=Release \
    -DCMAKE_PREFIX_PATH="$prefix"
"$CMAKE" --build "$SCRATCH/build" --parallel 1

id=$(seed 1)
run "$SCRATCH/build/consumer" "$id"
expect_status 0
expect_output "$id: SUCCEED"

# Without CMake.
PKG_CONFIG_PATH=$(dirname "$(find "$prefix" -name mrs-client.pc)")
export PKG_CONFIG_PATH
pkg-config --exists 'mrs-client >= 1 mrs-client < 2' || fail "pkg-config does not find version 1"
"$CXX" -std=c++20 -o "$SCRATCH/by_pkg_config" "$SCRATCH/consumer/main.cpp" \
    $(pkg-config --cflags --libs mrs-client)
run "$SCRATCH/by_pkg_config" "$id"
expect_status 0
expect_output "$id: SUCCEED"

# No path of the tree that it was built in is left in what was installed for others to read.
if grep -rn --include='*.cmake' --include='*.pc' --include='*.hpp' "$SOURCE" "$prefix"; then
    fail "the package names the source tree"
fi

# Every link of the installed documents leads to something that is installed.
find "$prefix" -name '*.md' | while IFS= read -r page; do
    sed '/^```/,/^```/d' "$page" | grep -o '](\([^()# ]*\)' | cut -c 3- | grep -v '^[a-z]*:' | while IFS= read -r target; do
        [ -z "$target" ] || [ -e "$(dirname "$page")/$target" ] || echo "${page#"$prefix"/}: $target"
    done
done >"$SCRATCH/dead"
[ ! -s "$SCRATCH/dead" ] || fail "dead links: $(cat "$SCRATCH/dead")"

run "$prefix/bin/mrs-cancel" "$id"
expect_status 0
expect_output "SUCCEED	$id"
