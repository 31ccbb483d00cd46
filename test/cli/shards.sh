# Several processes share one list and its rate: each id is sent exactly once over all of them.
set -eu
. "$(dirname "$0")/check.sh"
cancel=$1
examples=$2

seed 900 | sort >"$SCRATCH/ids"
forget() {
    curl -sS --fail --max-time 30 -o /dev/null -X DELETE "$CONTROL/stats"
}
# Of each id that reached the service, how often it did.
sent() {
    curl -sS --fail --max-time 30 "$CONTROL/stats/cancels" | tr '{},' '\n\n\n' |
        sed -n 's/^"\([0-9][^"]*\)":\([0-9]*\)$/\2 \1/p'
}
expect_each_once() {
    sent | sed -n 's/^1 //p' | sort | cmp - "$SCRATCH/ids" || fail "not each id was sent once"
}

# Starts the shards of a run at once, each in the environment that the scheduler makes for it.
run_shards() {
    forget
    shards=
    for index in "$@"; do
        env $(environment_of "$index") timeout 60 "$cancel" -q --shard auto \
            --file "$SCRATCH/ids" >"$SCRATCH/out.$index" 2>"$SCRATCH/err.$index" &
        shards="$shards $!"
    done
    for shard in $shards; do
        wait "$shard" || fail "a shard ended with $?: $(cat "$SCRATCH"/err.*)"
    done
    expect_each_once
    for index in "$@"; do
        [ -s "$SCRATCH/out.$index" ] || fail "shard $index did nothing"
    done
}

environment_of() { echo "JOB_COMPLETION_INDEX=$1 MRS_SHARD_COUNT=3"; }
run_shards 0 1 2
environment_of() {
    echo "SLURM_ARRAY_TASK_ID=$1 SLURM_ARRAY_TASK_MIN=4 SLURM_ARRAY_TASK_STEP=2" \
        "SLURM_ARRAY_TASK_COUNT=3 SLURM_ARRAY_TASK_MAX=8"
}
run_shards 4 6 8
environment_of() { echo "AWS_BATCH_JOB_ARRAY_INDEX=$1 AWS_BATCH_JOB_ARRAY_SIZE=2"; }
run_shards 0 1

forget
for shard in 1/3 2/3 3/3; do
    run "$cancel" -q --shard "$shard" - <"$SCRATCH/ids"
    expect_status 0
done
expect_each_once

for shard in 0/3 4/3 1 a/b 1/0; do
    run "$cancel" --shard "$shard" x
    expect_status 2
    expect_complaint "--shard"
done
run "$cancel" --shard auto x
expect_status 2
expect_complaint JOB_COMPLETION_INDEX

# The rate is shared as well: together they keep to the quota.
quota 60/s
environment_of() { echo "JOB_COMPLETION_INDEX=$1 MRS_SHARD_COUNT=3 MRS_CONFIG=$SCRATCH/config"; }
echo 'rate = "60/s"' >"$SCRATCH/config"
head -n 300 "$SCRATCH/ids" >"$SCRATCH/fewer" && mv "$SCRATCH/fewer" "$SCRATCH/ids"
run_shards 0 1 2
throttled=$(curl -sS --fail --max-time 30 "$CONTROL/stats" | sed 's/.*"throttled":\([0-9]*\).*/\1/')
[ "$throttled" -eq 0 ] || fail "$throttled calls were throttled"

# What the ready-made jobs say is what the program takes.
quota off
sed -n 's/^            - --/--/p' "$examples/kubernetes/cancel-ids.yaml" |
    sed "s|/ids/ids.txt|$SCRATCH/ids|; s|/token/token|$SCRATCH/token|
        s|/journals/.*\.|$SCRATCH/journal.|" >"$SCRATCH/arguments"
grep -q -- --shard=auto "$SCRATCH/arguments" || fail "the manifest has no arguments"
printf '%s' "$MRS_AUTH_TOKEN" >"$SCRATCH/token"
run env -u MRS_AUTH_TOKEN JOB_COMPLETION_INDEX=0 MRS_SHARD_COUNT=4 "$cancel" \
    $(cat "$SCRATCH/arguments") --rate off
expect_status 0
run env -u MRS_AUTH_TOKEN MRS_TOKEN_FILE="$SCRATCH/token" SLURM_ARRAY_TASK_ID=0 \
    SLURM_ARRAY_TASK_MIN=0 SLURM_ARRAY_TASK_STEP=1 SLURM_ARRAY_TASK_COUNT=4 \
    PATH="$(dirname "$cancel"):$PATH" \
    sh -c 'cd "$1" && exec bash "$2" "$3"' sh "$SCRATCH" "$examples/slurm/cancel_ids.sbatch" \
    "$SCRATCH/ids"
expect_status 0
