# check.sh DOCUMENT SOURCE: each line of the document's C++ blocks is a line of the source.
set -eu
lines=$(sed -n '/^```cpp$/,/^```$/p' "$1" | grep -v '^```')
[ -n "$lines" ] || { echo "$1 has no C++ block" >&2; exit 1; }
missing=$(echo "$lines" | sed 's/^/    /' | grep -vxF -f "$2" || true)
[ -z "$missing" ] || { echo "not in $2: $missing" >&2; exit 1; }
