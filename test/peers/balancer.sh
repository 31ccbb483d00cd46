# What nginx.sh and haproxy.sh share: a balancer of two processes before the emulator. The front ends
# the TLS of the program, and goes on in plain HTTP to the back, which speaks TLS with the emulator
# and can be killed without an execution being forgotten. A script gives
#   write_configuration PORT   for both; the back listens on PORT + 1
#   run_front, run_back        to be the process
#   reload_front               to have a new process take over; what that leaves is in $retired
#   served_by                  to print a line for each process of the front that answered
. "$(dirname "$0")/peer.sh"

front=
retired=
back=
job=
# The program is given the time to end by itself, and nginx to end its workers.
clean_up() {
    for process in $job $front $retired; do
        end_process TERM "$process"
    done
    [ -z "$back" ] || end_process KILL "$back"
}
trap clean_up EXIT
trap 'exit 143' HUP INT TERM

# Whether the emulator answers through them, and they are those of this test.
front_answers() {
    knows_nothing --cacert "$SCRATCH/certificate.pem" "$peer/"
}
back_answers() {
    knows_nothing "http://127.0.0.1:$((port + 1))/"
}
knows_nothing() {
    [ "$(curl -s -o /dev/null -w '%{http_code}' --max-time 5 --noproxy '*' "$@")" = 404 ]
}

start_back() {
    run_back 2>>"$SCRATCH/back.log" &
    back=$!
    comes_true "$back" back_answers
}

start_front() {
    run_front "$@" 2>>"$SCRATCH/front.log" &
    front=$!
    comes_true "$front" front_answers
}

start_balancer() {
    make_certificate
    for tries in $(seq 20); do
        port=$(nth_port "$tries")
        peer=https://127.0.0.1:$port
        write_configuration "$port"
        ! start_back || ! start_front || return 0
        [ -z "$front" ] || end_process TERM "$front"
        end_process KILL "$back"
    done
    fail "it does not start: $(tail -n 5 "$SCRATCH/back.log" "$SCRATCH/front.log")"
}

# Starts the program in the background, with 32 calls at once.
start_job() {
    : >"$SCRATCH/out"
    timeout 120 "$cancel" --endpoint "$peer" --ca-file "$SCRATCH/certificate.pem" --rate off \
        --concurrency 32 "$@" >"$SCRATCH/out" 2>"$SCRATCH/err" &
    job=$!
}

wait_for_end() {
    status=0
    wait "$job" || status=$?
    job=
}

told() {
    [ "$(wc -l <"$SCRATCH/out")" -ge "$1" ]
}
wait_until_told() {
    comes_true "$job" told "$1" || fail "there are no $1 outcomes"
}

is_unreachable() {
    grep -q 'service unreachable since' "$SCRATCH/err"
}

# Each id in the file has one outcome.
expect_all_told() {
    cut -f 2 "$SCRATCH/out" | sort >"$SCRATCH/told"
    sort "$1" | cmp - "$SCRATCH/told" || fail "ids are lost, or told twice"
}

succeeded() {
    sed -n 's/^SUCCEED	//p' "$SCRATCH/out" | sort
}

# What the emulator decided since the last time: each id with how often.
decisions() {
    curl -sS --fail --max-time 30 "$CONTROL/stats/cancels" | tr -d '{}"' | tr ',' '\n' | sort
    curl -sS --fail --max-time 30 -o /dev/null -X DELETE "$CONTROL/stats"
}

# Each id in the file ended well, and the emulator decided on it once.
expect_each_once() {
    expect_status 0
    expect_all_told "$1"
    [ "$(succeeded | wc -l)" -eq "$(wc -l <"$1")" ] || fail "not all succeeded"
    decisions >"$SCRATCH/decided"
    sed 's/$/:1/' "$1" | sort | cmp - "$SCRATCH/decided" || fail "an id was not decided on once"
}

# No limit of a connection is an error to anybody.
check_connection_limits() {
    seed 2000 >"$SCRATCH/ids"
    start_job --file "$SCRATCH/ids"
    wait_for_end
    expect_each_once "$SCRATCH/ids"
}

# Ids come at the moment at which the idle connections are closed, a little before, and after.
check_idle_limit() {
    seed 320 >"$SCRATCH/ids"
    mkfifo "$SCRATCH/input"
    start_job --file "$SCRATCH/input"
    exec 4>"$SCRATCH/input"
    for part in 1 2 3 4 5 6 7 8; do
        sed -n "$((part * 40 - 39)),$((part * 40))p" "$SCRATCH/ids" >&4
        wait_until_told "$((part * 40))"
        sleep "0.$((960 + part * 10))"
    done
    exec 4>&-
    wait_for_end
    expect_each_once "$SCRATCH/ids"
}

# New processes take over while calls are in flight, and are seen to have answered.
check_reload() {
    seed 4000 >"$SCRATCH/ids"
    fault latency=5ms
    start_job --file "$SCRATCH/ids"
    for part in 1 2 3 4 5; do
        wait_until_told "$((part * 600))"
        reload_front
    done
    wait_for_end
    clear_faults
    expect_each_once "$SCRATCH/ids"
    [ "$(served_by | wc -l)" -ge 4 ] || fail "there was no reload while calls were in flight"
}

# While the back is gone the ids wait, and none is used up.
check_killed_back() {
    seed 1500 | sort >"$SCRATCH/ids"
    fault latency=5ms
    start_job --journal "$SCRATCH/journal" --progress lines --file "$SCRATCH/ids"
    wait_until_told 300
    end_process KILL "$back"
    comes_true "$job" is_unreachable || fail "nobody missed the back"
    start_back || fail "the back does not start again"
    wait_for_end
    clear_faults
    expect_status 0
    expect_all_told "$SCRATCH/ids"
    [ "$(succeeded | wc -l)" -eq 1500 ] || fail "not all succeeded"
    answered | cmp - "$SCRATCH/ids" || fail "the journal is not what was told"
    decisions >"$SCRATCH/decided"
}

# The ids that the journal has an answer of, each as often as it has one.
answered() {
    sed -n 's/.*"id":"\([^"]*\)".*"outcome".*/\1/p' "$SCRATCH/journal" | sort
}

# A back that has stopped is a 504. The front waits a second for it, which a slow machine may need for
# any answer: not before this.
check_stopped_back() {
    end_process TERM "$front"
    sed -i 's/\(proxy_read_timeout\|timeout server\) 30s/\1 1s/' "$SCRATCH/front.conf"
    start_front || fail "the front does not start again"
    seed 3 >"$SCRATCH/ids"
    kill -s STOP "$back"
    start_job --outage-limit 1s --file "$SCRATCH/ids"
    wait_for_end
    kill -s CONT "$back"
    expect_status 5
    expect_all_told "$SCRATCH/ids"
    [ "$(grep -c "^ERROR.*HTTP 504" "$SCRATCH/out")" -eq 3 ] || fail "there is no 504"
    start_job --file "$SCRATCH/ids"
    wait_for_end
    expect_status 0
    expect_all_told "$SCRATCH/ids"
    decisions >"$SCRATCH/decided"
}
