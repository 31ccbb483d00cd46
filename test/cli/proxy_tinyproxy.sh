# The program goes through tinyproxy, with and without a password, as the options and the environment
# say.
set -eu
. "$(dirname "$0")/check.sh"
cancel=$1
id=$(seed 1)
target=${MRS_ENDPOINT#https://}
proxy_password=proxy-pass.word_0   # tinyproxy takes no other characters.
encoded_password=proxy%2Dpass.word%5F0

proxy_pid=
stop_proxy() {
    [ -z "$proxy_pid" ] || kill "$proxy_pid" 2>/dev/null || true
    [ -z "$proxy_pid" ] || wait "$proxy_pid" 2>/dev/null || true
    proxy_pid=
}
trap stop_proxy EXIT
trap 'exit 143' HUP INT TERM

# Starts tinyproxy on a free port, with the lines of its configuration that are given.
start_proxy() {
    stop_proxy
    tries=0
    until [ -n "$proxy_pid" ]; do
        tries=$((tries + 1))
        [ "$tries" -le 20 ] || fail "tinyproxy does not start: $(cat "$SCRATCH/tinyproxy.log")"
        port=$((20000 + ($$ * 7 + tries * 997) % 12000))
        : >"$SCRATCH/tinyproxy.log"
        printf '%s\n' "Port $port" "Listen 127.0.0.1" "Allow 127.0.0.1" "Timeout 60" \
            "LogLevel Connect" "$@" >"$SCRATCH/tinyproxy.conf"
        tinyproxy -d -c "$SCRATCH/tinyproxy.conf" >"$SCRATCH/tinyproxy.log" 2>&1 &
        proxy_pid=$!
        wait_for_proxy || stop_proxy
    done
}

# Whether it answers, it and nobody else, before it ends or a time that is enough.
wait_for_proxy() {
    waited=0
    until curl -sS -o /dev/null --max-time 1 "http://127.0.0.1:$port/" 2>/dev/null &&
        grep -qF "GET / HTTP" "$SCRATCH/tinyproxy.log"; do
        waited=$((waited + 1))
        [ "$waited" -le 100 ] && kill -0 "$proxy_pid" 2>/dev/null || return 1
        sleep 0.1
    done
}

# The number of tunnels to the emulator that were asked for.
tunnels() {
    grep -cF "CONNECT $target HTTP/1.1" "$SCRATCH/tinyproxy.log" || true
}
expect_tunnels() {
    [ "$(tunnels)" -eq "$1" ] || fail "there were $(tunnels) tunnels, not $1"
}
try() {
    run "$@"
    for secret in "$proxy_password" "$encoded_password"; do
        ! grep -qF -e "$secret" "$SCRATCH/out" "$SCRATCH/err" || fail "the proxy's password is shown"
    done
}

start_proxy
proxy=http://127.0.0.1:$port
try "$cancel" --proxy "$proxy" "$id"
expect_status 0
expect_tunnels 1
try env HTTPS_PROXY="127.0.0.1:$port" "$cancel" "$id"
expect_status 0
try env HTTPS_PROXY=http://127.0.0.1:1 https_proxy="$proxy" "$cancel" "$id"
expect_status 0
expect_tunnels 3
echo "proxy = \"$proxy\"" >"$SCRATCH/config.toml"
try "$cancel" --config "$SCRATCH/config.toml" "$id"
expect_status 0
expect_tunnels 4
try env HTTPS_PROXY="$proxy" "$cancel" --user example/operator --password-file "$SCRATCH/password" \
    --iam-endpoint "$MRS_ENDPOINT" "$id"
expect_status 0
expect_tunnels 6

# Without it.
for list in 127.0.0.1 "a.test,127.0.0.0/8" '*'; do
    try env HTTPS_PROXY="$proxy" NO_PROXY="$list" "$cancel" "$id"
    expect_status 0
    try env NO_PROXY="$list" "$cancel" --proxy "$proxy" "$id"
    expect_status 0
done
try env HTTPS_PROXY="$proxy" "$cancel" --proxy none "$id"
expect_status 0
expect_tunnels 6

# The environment goes before the file.
try env HTTPS_PROXY=http://127.0.0.1:1 "$cancel" --config "$SCRATCH/config.toml" --timeout 5 "$id"
expect_status 5
expect_complaint "the proxy http://127.0.0.1:1 cannot be reached"

# It connects to nobody there.
try "$cancel" --proxy "$proxy" --endpoint https://127.0.0.1:1 --timeout 2s "$id"
expect_status 5
expect_complaint "the proxy does not connect to the endpoint"

for secret in "$MRS_AUTH_TOKEN" "$(cat "$SCRATCH/password")" X-Auth-Token; do
    ! grep -qF -e "$secret" "$SCRATCH/tinyproxy.log" || fail "the proxy saw a secret"
done

start_proxy "BasicAuth operator $proxy_password"
at=127.0.0.1:$port
try env HTTPS_PROXY="http://operator:$encoded_password@$at" "$cancel" "$id"
expect_status 0
expect_tunnels 1
try env HTTPS_PROXY="http://operator:$encoded_password@$at" "$cancel" --proxy "http://$at" "$id"
expect_status 4
expect_output "asks for credentials"
try env HTTPS_PROXY="http://operator:wrong@$at" "$cancel" --json "$id"
expect_status 4
expect_output '"error":"proxy_unauthorized"'
expect_output "refused the credentials"

# What is no proxy, or holds a password where others see it, is refused.
for wrong in "https://$at" "http://127.0.0.1" "socks5://operator:$encoded_password@$at"; do
    try env HTTPS_PROXY="$wrong" "$cancel" "$id"
    expect_status 2
    expect_complaint HTTPS_PROXY
done
try "$cancel" --proxy "http://operator:$encoded_password@$at" "$id"
expect_status 2
expect_complaint HTTPS_PROXY
expect_lines 0
