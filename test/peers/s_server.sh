# openssl s_server with one version of TLS: the program refuses what is old, and takes the answer of
# what is not.
set -eu
. "$(dirname "$0")/peer.sh"
cancel=$1

server=
clean_up() {
    exec 4>&-
    [ -z "$server" ] || end_process KILL "$server"
}
trap clean_up EXIT
trap 'exit 143' HUP INT TERM

listens() {
    grep -q ACCEPT "$SCRATCH/server.out"
}

# Starts one on a free port. What is written to descriptor 4 is sent.
start_server() {
    for tries in $(seq 20); do
        port=$(nth_port "$tries")
        : >"$SCRATCH/server.out"
        openssl s_server -accept "127.0.0.1:$port" -cert "$SCRATCH/certificate.pem" \
            -key "$SCRATCH/key.pem" "$@" <"$SCRATCH/input" >>"$SCRATCH/server.out" 2>&1 4>&- &
        server=$!
        ! comes_true "$server" listens || return 0
        end_process KILL "$server"
    done
    fail "s_server does not start: $(cat "$SCRATCH/server.out")"
}
stop_server() {
    end_process KILL "$server"
    server=
}

start_job() {
    timeout 60 "$cancel" --endpoint "https://127.0.0.1:$port" --ca-file "$SCRATCH/certificate.pem" \
        --json "$@" 20261125_061500_00042_abcde >"$SCRATCH/out" 2>"$SCRATCH/err" &
    job=$!
}
wait_for_end() {
    status=0
    wait "$job" || status=$?
}

asked() {
    grep -q '^POST .*/cancel HTTP/1.1' "$SCRATCH/server.out"
}

make_certificate
mkfifo "$SCRATCH/input"
exec 4<>"$SCRATCH/input"

for version in tls1 tls1_1; do
    start_server "-$version" -cipher DEFAULT@SECLEVEL=0
    start_job
    wait_for_end
    expect_status 6
    expect_lines 1
    expect_output '"error":"tls_failed"'
    expect_output "the peer ended the TLS handshake: protocol version"
    expect_output '"not_sent":true'
    ! grep -q '"attempts"' "$SCRATCH/out" || fail "what was not sent is told as an attempt"
    ! asked || fail "a request was sent"
    stop_server
done

# Sends an answer with a body.
answer() {
    printf 'HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %s\r\n\r\n%s' "$1" "${#2}" "$2" >&4
}

for version in tls1_2 tls1_3; do
    start_server "-$version"
    start_job
    comes_true "$job" asked || fail "no request came over $version"
    answer application/json '{"status":"SUCCEED"}'
    wait_for_end
    expect_status 0
    expect_output '"outcome":"SUCCEED"'
    stop_server

    start_server "-$version"
    start_job
    comes_true "$job" asked || fail "no request came over $version"
    answer text/html '<html>SUCCEED</html>'
    wait_for_end
    expect_status 6
    expect_output '"error":"bad_response","http_status":200,"attempts":1'
    stop_server

    # It takes a request that is no GET, and says nothing.
    start_server "-$version" -www
    start_job --timeout 1
    wait_for_end
    expect_status 5
    expect_output '"error":"call_timeout"'
    expect_output "while it waited for the answer"
    stop_server
done
