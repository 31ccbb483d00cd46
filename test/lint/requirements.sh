# SPDX-License-Identifier: BSL-1.0
# requirements.sh COMPILER INCLUDE
#
# Where the language, the compiler or Boost is too old, the first error of any header says what is needed.
set -eu

# refused_for TEXT OPTION...
refused_for() {
    text=$1
    shift
    for header in client bulk error; do
        first=$(echo "#include <mrs/$header.hpp>" |
            "$compiler" -I"$include" -x c++ -fsyntax-only -Wfatal-errors "$@" - 2>&1 |
            grep -m1 'error:' || :)
        case $first in
        *"mrs-client needs $text"*) ;;
        *)
            echo "with $*, mrs/$header.hpp says: $first" >&2
            exit 1
            ;;
        esac
    done
}

compiler=$1
include=$2
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/boost"
echo '#define BOOST_VERSION 108000' >"$scratch/boost/version.hpp"
refused_for 'C++20' -std=c++17
refused_for 'a newer compiler' -std=c++20 -U__GNUC__ -D__GNUC__=11 -U__clang_major__ -D__clang_major__=13
refused_for 'a newer Boost' -std=c++20 -I"$scratch"
