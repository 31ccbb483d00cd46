# Sourced by scripts/bench and scripts/bench-figures: the server that they measure against, nginx
# with one worker on loopback, which answers every cancel with SUCCEED at once.

build_bench() {
    cmake --preset release -DMRS_BUILD_BENCH=ON -S "$root" >"$scratch/cmake.out" ||
        { cat "$scratch/cmake.out"; return 1; }
    cmake --build "$root/build/release" --target bench cancel_one
}

# Starts it in the folder $scratch, and exports what the programs read. The port in MRS_LOG_ENDPOINT
# is as the other but writes $scratch/sessions: one line a request, whether its connection resumed a
# TLS session and how many requests that connection has had.
start_server() {
    make_certificate
    # Nobody holds a port that was free a moment ago: another may be quicker.
    for _ in 1 2 3 4 5; do
        write_configuration $((20000 + RANDOM % 10000))
        ! try_server || return 0
    done
    cat "$scratch/nginx.out" >&2
    echo "nginx did not start" >&2
    return 1
}

stop_server() {
    [ -n "${server:-}" ] || return 0
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
    server=
}

make_certificate() {
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 \
        -subj /CN=mrs.bench.test -addext 'subjectAltName=IP:127.0.0.1,DNS:mrs.bench.test' \
        -keyout "$scratch/key.pem" -out "$scratch/certificate.pem" 2>"$scratch/openssl.out" ||
        { cat "$scratch/openssl.out" >&2; return 1; }
}

write_configuration() {
    local port=$1
    MRS_ENDPOINT=https://127.0.0.1:$port
    MRS_LOG_ENDPOINT=https://127.0.0.1:$((port + 1))
    MRS_STATUS_PORT=$((port + 2))
    MRS_PROJECT_ID=0dd8cb413000906a2fcdc019b5a84546
    MRS_CLUSTER_ID=2b460e01-3351-4170-b0a7-57b9dd5ffef3
    MRS_CA_FILE=$scratch/certificate.pem
    # As long as a real one, and the same every time.
    MRS_AUTH_TOKEN=$(printf 'MIIbench%.0s' {1..188} | head -c 1500)
    export MRS_ENDPOINT MRS_LOG_ENDPOINT MRS_STATUS_PORT
    export MRS_PROJECT_ID MRS_CLUSTER_ID MRS_CA_FILE MRS_AUTH_TOKEN
    server_part() {
        cat <<CONF
    server {
        listen 127.0.0.1:$1 ssl backlog=4096;
        access_log $2;
        location / { return 200 '{"status":"SUCCEED"}'; }
    }
CONF
    }
    cat >"$scratch/nginx.conf" <<CONF
daemon off;
worker_processes 1;
pid $scratch/nginx.pid;
error_log stderr warn;
events { worker_connections 8192; }
http {
    default_type application/json;
    keepalive_timeout 600s;
    keepalive_requests 1000000000;
    ssl_protocols TLSv1.3;
    ssl_certificate $scratch/certificate.pem;
    ssl_certificate_key $scratch/key.pem;
    ssl_session_tickets on;
    client_body_temp_path $scratch/body;
    proxy_temp_path $scratch/proxy;
    fastcgi_temp_path $scratch/fastcgi;
    uwsgi_temp_path $scratch/uwsgi;
    scgi_temp_path $scratch/scgi;
    log_format sessions '\$ssl_session_reused \$connection_requests';
$(server_part "$port" off)
$(server_part $((port + 1)) "$scratch/sessions sessions")
    server {
        listen 127.0.0.1:$MRS_STATUS_PORT;
        access_log off;
        location / { stub_status; }
    }
}
CONF
}

try_server() {
    local waited
    nginx -p "$scratch" -c "$scratch/nginx.conf" >"$scratch/nginx.out" 2>&1 &
    server=$!
    for ((waited = 0; waited < 100; waited++)); do
        kill -0 "$server" 2>/dev/null || { server=; return 1; }
        ! curl --silent --output /dev/null --noproxy '*' --cacert "$MRS_CA_FILE" --request POST \
            "$MRS_ENDPOINT/" || return 0
        sleep 0.05
    done
    stop_server
    return 1
}
