# Prometheus scrapes the example's server, and has what was done there.
set -eu
. "$(dirname "$0")/peer.sh"

server=
prometheus=
clean_up() {
    for process in $prometheus $server; do
        end_process TERM "$process"
    done
}
trap clean_up EXIT
trap 'exit 143' HUP INT TERM

timeout 240 "$1" >"$SCRATCH/port" &
server=$!
comes_true "$server" test -s "$SCRATCH/port" || fail "the server does not start"
address=127.0.0.1:$(cat "$SCRATCH/port")

seed 5 >"$SCRATCH/ids"
fault "status=503,count=1"
curl -sS --fail --max-time 20 -X POST $(sed "s|^|http://$address/cancel/|" "$SCRATCH/ids") \
    >"$SCRATCH/out"
[ "$(grep -c '^SUCCEED$' "$SCRATCH/out")" -eq 5 ] || fail "not all were cancelled"

# The names, the types and the help are as Prometheus's own conventions have them.
curl -sS --fail --max-time 20 "http://$address/metrics" >"$SCRATCH/metrics"
run promtool check metrics <"$SCRATCH/metrics"
expect_status 0
[ ! -s "$SCRATCH/out" ] && [ ! -s "$SCRATCH/err" ] || fail "promtool has something to say"

cat >"$SCRATCH/prometheus.yml" <<CONF
global: { scrape_interval: 1s }
scrape_configs:
  - { job_name: mrs, static_configs: [ { targets: [ "$address" ] } ] }
CONF
is_ready() {
    curl -sS --fail --max-time 5 -o /dev/null "http://127.0.0.1:$port/-/ready" 2>/dev/null
}
start_prometheus() {
    for tries in $(seq 20); do
        port=$(nth_port "$tries")
        prometheus --config.file="$SCRATCH/prometheus.yml" --log.level=warn \
            --storage.tsdb.path="$SCRATCH/tsdb" --web.listen-address="127.0.0.1:$port" \
            >"$SCRATCH/prometheus.out" 2>&1 &
        prometheus=$!
        ! comes_true "$prometheus" is_ready || return 0
        end_process KILL "$prometheus"
    done
    fail "prometheus does not start: $(cat "$SCRATCH/prometheus.out")"
}
start_prometheus

# Whether an expression's one value is that.
has_value() {
    curl -sS --max-time 10 --data-urlencode "query=$1" "http://127.0.0.1:$port/api/v1/query" |
        grep -q "\"value\":\[[0-9.]*,\"$2\"\]"
}
expect_value() {
    comes_true "$prometheus" has_value "$1" "$2" || fail "$1 is not $2"
}
expect_value 'up{job="mrs"}' 1
expect_value 'sum(mrs_client_call_duration_seconds_count{outcome="succeed"})' 5
expect_value 'sum(http_client_request_duration_seconds_count{http_response_status_code="200"})' 5
expect_value 'sum(http_client_request_duration_seconds_count{error_type="503"})' 1
expect_value 'http_client_request_duration_seconds_bucket{error_type="503",le="+Inf"}' 1
expect_value 'mrs_client_retries_total{reason="service"}' 1
expect_value 'mrs_client_connections{state="in_use"}' 0
