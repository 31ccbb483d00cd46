# An input is read as what it is, or refused with a word about it; nothing of it goes away silently,
# and nothing is sent that is plainly no id.
set -eu
. "$(dirname "$0")/check.sh"
cancel=$1

seed 300 >"$SCRATCH/ids"
set -- $(head -n 3 "$SCRATCH/ids")

sent() {
    curl -sS --fail --max-time 30 "$CONTROL/stats" | sed 's/.*"cancel_requests":\([0-9]*\).*/\1/'
}
before=$(sent)
expect_nothing_sent() {
    [ "$(sent)" -eq "$before" ] || fail "something was sent"
}

# One complaint for the file that is in no format to be read, and the way to read it.
printf '["%s","%s"]' "$1" "$2" >"$SCRATCH/array"
printf '[\n{"sql_id":"%s"}\n]\n' "$1" >"$SCRATCH/objects"
printf '{\n"sql_id": "%s"\n}\n' "$1" >"$SCRATCH/pretty"
iconv -f UTF-8 -t UTF-16 "$SCRATCH/ids" >"$SCRATCH/utf16"
iconv -f UTF-8 -t UTF-16LE "$SCRATCH/ids" >"$SCRATCH/utf16le"
iconv -f UTF-8 -t UTF-16BE "$SCRATCH/ids" >"$SCRATCH/utf16be"
gzip -c "$SCRATCH/ids" >"$SCRATCH/gzipped"
printf '(\265/\375zstd' >"$SCRATCH/zstd"
printf 'sql_id,n\r%s,1\r%s,2\r' "$1" "$2" >"$SCRATCH/cr.csv"
tr '\n' '\r' <"$SCRATCH/ids" >"$SCRATCH/cr"
printf '\177ELF\002\001\000\000\n\001\n\002\n' >"$SCRATCH/binary"
while read -r name word; do
    run "$cancel" --quiet --file "$SCRATCH/$name"
    expect_status 2
    expect_lines 0
    expect_complaint "$word"
    [ "$(wc -l <"$SCRATCH/err")" -eq 1 ] || fail "there is not one complaint about $name"
    run "$cancel" --quiet - <"$SCRATCH/$name"
    expect_status 2
done <<END
array jq -r '.[]'
objects jq -c '.[]'
pretty jq -c .
utf16 iconv -f UTF-16
utf16le iconv -f UTF-16LE
utf16be iconv -f UTF-16BE
gzipped zcat FILE | mrs-cancel -
zstd zstdcat FILE | mrs-cancel -
cr.csv tr '\r' '\n'
cr tr '\r' '\n'
binary it is no text
END
expect_nothing_sent

# What says how it is written is read so, with a line that names the option.
for row in '{"sql_id":"%s"}' '{"id":"%s"}'; do
    printf "$row\n" "$1" "$2" | {
        run "$cancel" -
        expect_status 0
        expect_lines 2
        expect_complaint "standard input: read as JSON Lines"
        expect_complaint "--format lines"
    }
done
printf 'n,sql_id\n1,%s\n2,%s\n' "$1" "$2" >"$SCRATCH/table"
run "$cancel" --file "$SCRATCH/table"
expect_status 0
expect_lines 2
expect_complaint "$SCRATCH/table: read as CSV"
expect_output "$2"

# A row that is plainly no id is told by its line, and not by what is in it.
before=$(sent)
printf '%s\n' "two words" "a,b" "\"$1\"" "{$1}" "$(printf 'a\342\200\256b')" >"$SCRATCH/odd"
run "$cancel" --file "$SCRATCH/odd" "an argument"
expect_status 2
expect_lines 0
for line in 1 2 3 4 5; do
    expect_complaint "odd, line $line: it "
done
expect_complaint "argument 1: it has a blank"
expect_complaint "--format"
! grep -q "words\|$1" "$SCRATCH/err" || fail "the rows are repeated"
expect_nothing_sent
# Unless an option says that it is meant; then it is told in a way that leaves a terminal alone.
run "$cancel" --format lines --file "$SCRATCH/odd"
expect_lines 5
expect_output 'a\xe2\x80\xaeb'
run "$cancel" --format lines --json --file "$SCRATCH/odd"
expect_output '"id":"a\u202eb"'
run "$cancel" --format lines --json --dry-run --file "$SCRATCH/odd"
expect_output '"id":"a\u202eb"'
fault "failed=500,sql_id=$1,message=$(printf 'turned\342\200\256round')"
run "$cancel" "$1"
expect_status 1
expect_output 'turned\xe2\x80\xaeround'
clear_faults

# A quotation mark that is not closed: which lines it took, and that not all could be read.
{
    echo sql_id,note
    head -n 50 "$SCRATCH/ids" | sed 's/$/,x/'
    sed -n '51s/$/,"x/p' "$SCRATCH/ids"
    sed -n '52,300s/$/,x/p' "$SCRATCH/ids"
} >"$SCRATCH/unclosed.csv"
run "$cancel" --file "$SCRATCH/unclosed.csv"
expect_status 2
expect_lines 50
expect_complaint "unclosed.csv, line 52: a quotation mark is not closed; lines 52 to 301 are not read"
run "$cancel" --bad-rows refuse --file "$SCRATCH/unclosed.csv"
expect_status 2
expect_lines 0
# Where another one closes it, the rows between them are part of a field: it is said.
sed '200s/$/"/' "$SCRATCH/unclosed.csv" >"$SCRATCH/long.csv"
sed -i '200s/,x"$/,""/; 201s/x$/"/' "$SCRATCH/long.csv"
run "$cancel" --dry-run --file "$SCRATCH/long.csv"
expect_complaint "records with more lines than one: 1, the longest of lines 52 to 201"

# A question that a wrong number would have dropped.
before=$(sent)
for number in "" -1 18446744073709551616 1e3 0x10; do
    run "$cancel" --confirm "$number" --file "$SCRATCH/ids"
    expect_status 2
    expect_complaint "--confirm"
done
run "$cancel" --journal "" --file "$SCRATCH/ids"
expect_status 2
expect_complaint "--journal is empty"
run "$cancel" --journal= --file "$SCRATCH/ids"
expect_status 2
expect_complaint "--journal is empty"
expect_nothing_sent

# A token's file given for another one.
printf '%s\n' "$MRS_AUTH_TOKEN" >"$SCRATCH/token"
for option in --config --ca-file --id-field; do
    run "$cancel" "$option" "$SCRATCH/token" "$1"
done
run "$cancel" --format csv --file "$SCRATCH/token"
expect_status 2
run "$cancel" --format jsonl --file "$SCRATCH/token"
expect_status 2
run "$cancel" --journal "$SCRATCH/token" "$1"
expect_status 2
run env HUAWEICLOUD_SDK_CREDENTIALS_FILE="$SCRATCH/token" MRS_AUTH_TOKEN= "$cancel" "$1"
