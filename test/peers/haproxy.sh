# haproxy ends the TLS of the program, shares its connections to what is behind it and has calls wait
# for them, is replaced by a new process while calls are in flight, and loses what is behind it.
set -eu
. "$(dirname "$0")/balancer.sh"
cancel=$1

write_configuration() {
    cat "$SCRATCH/certificate.pem" "$SCRATCH/key.pem" >"$SCRATCH/peer.pem"
    cat >"$SCRATCH/front.conf" <<CONF
global
    hard-stop-after 5s
    log stdout format raw local0
defaults
    mode http
    log global
    log-format "%pid %ST %bq"
    timeout connect 1s
    timeout queue 5s
    timeout client 30s
    timeout server 30s
    timeout http-keep-alive 1s
    http-reuse always
listen front
    bind 127.0.0.1:$1 ssl crt $SCRATCH/peer.pem
    server back 127.0.0.1:$(($1 + 1)) maxconn 4
CONF
    cat >"$SCRATCH/back.conf" <<CONF
defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s
listen back
    bind 127.0.0.1:$(($1 + 1))
    # It does not verify addresses.
    server emulator ${MRS_ENDPOINT#https://} ssl verify required ca-file $MRS_CA_FILE verifyhost localhost
CONF
}
# Each writes a file of its own, for haproxy does not append.
run_front() {
    exec haproxy -db -f "$SCRATCH/front.conf" "$@" >"$(mktemp "$SCRATCH/access.XXXXXX")"
}
run_back() {
    exec haproxy -db -f "$SCRATCH/back.conf"
}
# The old one ends by itself when it has answered.
reload_front() {
    old=$front
    retired="$retired $old"
    start_front -sf "$old" || fail "the new haproxy does not answer"
}

served_by() {
    grep -l '^[0-9]* 200 ' "$SCRATCH"/access.*
}

ended() {
    ! kill -0 "$1" 2>/dev/null || grep -qs '^State:.*Z' "/proc/$1/status"
}

start_balancer
decisions >"$SCRATCH/decided"
check_connection_limits
grep -q '^[0-9]* 200 [1-9]' "$SCRATCH"/access.* || fail "no call had to wait"
check_idle_limit
check_reload
check_killed_back
check_stopped_back
for process in $retired; do
    comes_true $$ ended "$process" || fail "an old haproxy does not end"
done
