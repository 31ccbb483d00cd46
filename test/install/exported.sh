# exported.sh ARCHIVE: a shared library of the same objects shows the public interface alone.
set -eu

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
"$CXX" -shared -o "$scratch/library.so" -Wl,--whole-archive "$1" -Wl,--no-whole-archive
nm --dynamic --demangle --defined-only "$scratch/library.so" | sed -n 's/^[^ ]* [A-Z] \(mrs::[^(]*\).*/\1/p' |
    sort -u >"$scratch/shown"

for public in mrs::client::client mrs::client::cancel_sql mrs::error::error mrs::error_category \
    mrs::secret::reveal; do
    grep -q "^$public\$" "$scratch/shown" || { echo "$public is hidden" >&2; exit 1; }
done
# What the templates of the public headers call is shown too.
if grep -Ev '^mrs::detail::(start_[a-z_]*|executor_of)$' "$scratch/shown" |
    grep -E '^mrs::(api|auth|bulk|core|detail|net|observe|pacing|pool)::'; then
    echo "these are shown and are no part of the interface" >&2
    exit 1
fi
