# recipes.sh: what can be said of the recipes of Conan and vcpkg without either: they can be read, have
# the version of the headers, and name options, files and libraries that the tree has.
set -eu
cd "$SOURCE"

fail() {
    echo "FAILED: $*" >&2
    exit 1
}

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
conan=cmake/conan/conanfile.py
port=cmake/vcpkg

PYTHONPYCACHEPREFIX=$scratch python3 -m py_compile "$conan"
version=$(python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["version-semver"])' $port/vcpkg.json)
grep -qx "#define MRS_VERSION_STRING \"$version\"" include/mrs/version.hpp ||
    fail "$port/vcpkg.json says version $version"
grep -q "/mrs-client-$version\.tar\.gz)" test/install/fetched/CMakeLists.txt ||
    fail "test/install/fetched takes another version"

# Stubs of vcpkg's functions, which print what they are told.
cat >"$scratch/port.cmake" <<CMAKE
foreach(name cmake_configure cmake_install cmake_config_fixup fixup_pkgconfig install_copyright)
  function(vcpkg_\${name})
    message(STATUS "\${name} \${ARGN}")
  endfunction()
endforeach()
set(CURRENT_PORT_DIR $SOURCE/$port)
set(CURRENT_PACKAGES_DIR $scratch/packages)
include($SOURCE/$port/portfile.cmake)
CMAKE
"$CMAKE" -P "$scratch/port.cmake" >"$scratch/calls"
[ "$(wc -l <"$scratch/calls")" -eq 5 ] || fail "$port/portfile.cmake leaves something out"
[ "$(sed -n 's/.*SOURCE_PATH;*\([^;]*\);OPTIONS.*/\1/p' "$scratch/calls" | xargs readlink -f)" = \
    "$(readlink -f "$SOURCE")" ] || fail "the port's source is not this tree"

# Conan's recipe has the same options in a loop.
options=$(grep -o 'MRS_BUILD_[A-Z]*' $port/portfile.cmake)
for option in $options; do
    grep -q "^option($option " CMakeLists.txt || fail "there is no option $option"
    grep -q "\"${option#MRS_BUILD_}\"" $conan || fail "$conan does not set $option"
done
for pattern in $(sed -n 's/.*for pattern in (\(.*\)):/\1/p' $conan | tr -d '",*'); do
    [ -e "$pattern" ] || fail "$conan exports $pattern, which is not there"
done
