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
expect_status 5
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
done
run "$cancel" --config "$SCRATCH/missing" "$id"
expect_status 2
expect_complaint "configuration file"
