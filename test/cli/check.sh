# What the scripts beside this one share. They run under with_emulator.sh.

fail() {
    echo "FAILED: $*" >&2
    for part in out err; do
        [ ! -f "$SCRATCH/$part" ] || sed -n "1,40s/^/  std$part: /p" "$SCRATCH/$part" >&2
    done
    exit 1
}

# Runs a command, whatever it ends with: its output is in $SCRATCH/out and $SCRATCH/err.
run() {
    status=0
    timeout 60 "$@" >"$SCRATCH/out" 2>"$SCRATCH/err" || status=$?
    # Whatever else a script looks at: no secret is ever seen.
    for secret in "${MRS_AUTH_TOKEN:-}" "$(cat "$SCRATCH/password")" "$(cat "$SCRATCH/secret_key")"; do
        if [ -n "$secret" ] && grep -qF -e "$secret" "$SCRATCH/out" "$SCRATCH/err"; then
            fail "a secret is in the output of $1"
        fi
    done
}

expect_status() {
    [ "$status" -eq "$1" ] || fail "the exit status is $status, not $1"
}

# The number of lines on standard output.
expect_lines() {
    [ "$(wc -l <"$SCRATCH/out")" -eq "$1" ] || fail "there are not $1 lines of output"
}

# A fixed text on standard output.
expect_output() {
    grep -qF -e "$1" "$SCRATCH/out" || fail "'$1' is not in the output"
}

# A fixed text on standard error.
expect_complaint() {
    grep -qF -e "$1" "$SCRATCH/err" || fail "'$1' is not on standard error"
}

# Lets a number of executions exist, and prints their ids, one a line.
seed() {
    curl -sS --fail --max-time 30 -w '\n' --json "{\"count\":$1}" "$CONTROL/executions" |
        tr -d '{}[]"' | sed 's/^ids://' | tr ',' '\n'
}

# Adds a rule by which the emulator fails.
fault() {
    rule=$(printf '%s' "$1" | sed 's/[\\"]/\\&/g')
    curl -sS --fail --max-time 30 -o /dev/null --json "{\"rules\":[\"$rule\"]}" "$CONTROL/faults"
}

# Takes all such rules back.
clear_faults() {
    curl -sS --fail --max-time 30 -o /dev/null -X DELETE "$CONTROL/faults"
}

# The quota from now on, such as 40/s or off.
quota() {
    curl -sS --fail --max-time 30 -o /dev/null --json "{\"quota\":\"$1\"}" "$CONTROL/quota"
}

# Calls the service itself. A file has the token, since others see what is on a command line.
call_service() {
    (umask 077 && echo "X-Auth-Token: $MRS_AUTH_TOKEN" >"$SCRATCH/header")
    path=$1
    shift
    curl -sS --fail --max-time 30 -w '\n' --noproxy '*' --cacert "$MRS_CA_FILE" --header "@$SCRATCH/header" \
        "$MRS_ENDPOINT/v2/$MRS_PROJECT_ID/clusters/$MRS_CLUSTER_ID/sql-execution$path" "$@"
}

# Submits a statement that never ends, and prints its id.
submit_endless() {
    call_service "" --header 'Content-Type: application/json' --data-binary '{"sql_type":"presto",
        "sql_content":"WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c) SELECT count(*) FROM c"}' |
        sed 's/^{"id":"\([^"]*\)".*/\1/'
}

# Whether the emulator tells that at a path of its control endpoint.
told() {
    curl -sS --fail --max-time 20 "$CONTROL/$1" | grep -q "$2"
}

# Waits until a command comes true.
await() {
    for _ in $(seq 1500); do
        ! "$@" || return 0
        sleep 0.02
    done
    fail "this never came true: $*"
}

# The state that the service tells of an execution, such as RUNNING.
state_of() {
    call_service "/$1" | sed 's/.*"status":"\([A-Z]*\)".*/\1/'
}
