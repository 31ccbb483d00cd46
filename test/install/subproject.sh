# subproject.sh [build]: the tree as a part of another project builds the library alone: no tools, tests, examples or
# install rules; and changes nothing of that project, which looks itself. With `build`, it is also
# compiled there, and cancels.
set -eu
. "$SOURCE/test/cli/check.sh"

"$CMAKE" -S "$SOURCE/test/install/subproject" -B "$SCRATCH/build" -DCMAKE_BUILD_TYPE=Debug \
    -DCMAKE_UNITY_BUILD=ON -DMRS_SOURCE="$SOURCE"
for option in TOOLS TESTS EXAMPLES; do
    grep -q "^MRS_BUILD_$option:BOOL=OFF$" "$SCRATCH/build/CMakeCache.txt" ||
        fail "MRS_BUILD_$option is not off"
done
grep -q '^MRS_INSTALL:BOOL=OFF$' "$SCRATCH/build/CMakeCache.txt" || fail "MRS_INSTALL is not off"
# By FetchContent, from this tree in the place of an archive.
cp -R "$SOURCE/test/install/fetched" "$SOURCE/examples/consumer/main.cpp" "$SCRATCH"
mv "$SCRATCH/main.cpp" "$SCRATCH/fetched"
"$CMAKE" -S "$SCRATCH/fetched" -B "$SCRATCH/fetched/build" -DFETCHCONTENT_SOURCE_DIR_MRS-CLIENT="$SOURCE"

[ "${1:-}" = build ] || exit 0
"$CMAKE" --build "$SCRATCH/build" --parallel 2

id=$(seed 1)
run "$SCRATCH/build/subproject" "$id"
expect_status 0
expect_output "$id: SUCCEED"
