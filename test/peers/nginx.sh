# nginx ends the TLS of the program and closes connections as it does by its limits, is reloaded while
# calls are in flight, and loses what is behind it.
set -eu
. "$(dirname "$0")/balancer.sh"
cancel=$1

# What both say beside their server.
common_part() {
    cat <<CONF
daemon off;
worker_processes 1;
pid $SCRATCH/$1.pid;
error_log stderr warn;
events { worker_connections 1024; }
http {
    client_body_temp_path $SCRATCH/$1.body;
    proxy_temp_path $SCRATCH/$1.proxy;
    fastcgi_temp_path $SCRATCH/$1.fastcgi;
    uwsgi_temp_path $SCRATCH/$1.uwsgi;
    scgi_temp_path $SCRATCH/$1.scgi;
    log_format answers '\$pid \$connection \$connection_requests \$status';
    proxy_http_version 1.1;
    proxy_set_header Connection "";
CONF
}

write_configuration() {
    cat >"$SCRATCH/front.conf" <<CONF
$(common_part front)
    upstream back { server 127.0.0.1:$(($1 + 1)); keepalive 16; }
    server {
        listen 127.0.0.1:$1 ssl;
        ssl_certificate $SCRATCH/certificate.pem;
        ssl_certificate_key $SCRATCH/key.pem;
        access_log $SCRATCH/access.log answers;
        keepalive_requests 10;
        keepalive_timeout 1s;
        location / { proxy_pass http://back; proxy_read_timeout 30s; }
    }
}
CONF
    # One process, which can be killed as a whole.
    cat >"$SCRATCH/back.conf" <<CONF
master_process off;
$(common_part back)
    upstream emulator { server ${MRS_ENDPOINT#https://}; keepalive 16; }
    server {
        listen 127.0.0.1:$(($1 + 1));
        access_log off;
        location / {
            proxy_pass https://emulator;
            proxy_ssl_trusted_certificate $MRS_CA_FILE;
            proxy_ssl_verify on;
            # It does not verify addresses.
            proxy_ssl_name localhost;
        }
    }
}
CONF
}
run_front() {
    exec nginx -p "$SCRATCH" -c "$SCRATCH/front.conf"
}
run_back() {
    exec nginx -p "$SCRATCH" -c "$SCRATCH/back.conf"
}
reload_front() {
    nginx -p "$SCRATCH" -c "$SCRATCH/front.conf" -s reload >>"$SCRATCH/front.log" 2>&1 ||
        fail "nginx does not reload"
}
served_by() {
    cut -d ' ' -f 1 "$SCRATCH/access.log" | sort -u
}

start_balancer
decisions >"$SCRATCH/decided"
check_connection_limits
[ "$(cut -d ' ' -f 3 "$SCRATCH/access.log" | sort -n | tail -n 1)" -eq 10 ] ||
    fail "the limit of a connection's requests was not reached, or not kept"
check_idle_limit
check_reload
check_killed_back
check_stopped_back
