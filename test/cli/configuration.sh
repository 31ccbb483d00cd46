# The command line goes before the environment, and that before the configuration file.
set -eu
. "$(dirname "$0")/check.sh"
cancel=$1
id=$(seed 1)
config=$SCRATCH/config.toml
endpoint=$MRS_ENDPOINT

cat >"$config" <<END
# What a site sets once.
endpoint = "$MRS_ENDPOINT"
project = "$MRS_PROJECT_ID"
cluster = "$MRS_CLUSTER_ID"
ca-file = "$MRS_CA_FILE"
rate = "1000/s"
json = true
retry-failed = 1
END
unset MRS_ENDPOINT MRS_PROJECT_ID MRS_CLUSTER_ID MRS_CA_FILE
run "$cancel" --config "$config" "$id"
expect_status 0
expect_output '"outcome":"SUCCEED"'
run env MRS_CONFIG="$config" "$cancel" "$id"
expect_status 0

# A region in a stronger place than the file's endpoint is no second service.
run env MRS_REGION=nowhere-9 "$cancel" --config "$config" "$id"
expect_status 2
expect_complaint "region"
run env MRS_REGION=nowhere-9 "$cancel" --config "$config" --endpoint "$endpoint" "$id"
expect_status 0
run env MRS_PROJECT_ID=another "$cancel" --config "$config" "$id"
expect_status 6
run env MRS_PROJECT_ID=another "$cancel" --config "$config" --project \
    "$(sed -n 's/^project = "\(.*\)"/\1/p' "$config")" "$id"
expect_status 0

for setting in 'token = "x"' 'bogus = 1' 'help = true' 'version = true' 'config = "x"' \
    'rate = "fast"' 'retry-failed = "many"'; do
    echo "$setting" >"$SCRATCH/bad.toml"
    run env MRS_CONFIG="$SCRATCH/bad.toml" "$cancel" --endpoint "$endpoint" --project p \
        --cluster c "$id"
    expect_status 2
    expect_lines 0
    expect_complaint "$SCRATCH/bad.toml, line 1: "
done

# A file that was not meant tells where it is no such file, and nothing of what stands there. What
# is no value is not taken for another.
for setting in "$MRS_AUTH_TOKEN" "$MRS_AUTH_TOKEN==" "rate = \"$MRS_AUTH_TOKEN\"" "json = $MRS_AUTH_TOKEN" "json = 7x" \
    "language = \"$MRS_AUTH_TOKEN\"" "[$MRS_AUTH_TOKEN]" "confirm = \"\"" "confirm = -1" \
    "confirm = 18446744073709551616" "confirm = [1, 2]" "journal = \"\"" "journal" "max-error-ratio = nan"; do
    printf '# first\n\nquiet = true\n%s\n' "$setting" >"$SCRATCH/bad.toml"
    run "$cancel" --config "$SCRATCH/bad.toml" --endpoint "$endpoint" --project p --cluster c "$id"
    expect_status 2
    expect_lines 0
    expect_complaint "$SCRATCH/bad.toml, line 4: "
done
run "$cancel" --config /dev/zero "$id"
expect_status 2
expect_complaint "larger than 1 MiB"
run "$cancel" --config "$SCRATCH" "$id"
expect_status 2
expect_complaint "cannot read the configuration file"
run "$cancel" --config "$SCRATCH/missing" "$id"
expect_status 2
expect_complaint "configuration file"
