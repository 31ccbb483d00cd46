# What the scripts beside this one share. They run under cli/with_emulator.sh.
. "$(dirname "$0")/../cli/check.sh"

make_certificate() {
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 \
        -subj /CN=peer.test -addext subjectAltName=IP:127.0.0.1 -keyout "$SCRATCH/key.pem" \
        -out "$SCRATCH/certificate.pem" 2>"$SCRATCH/openssl.err" || fail "there is no certificate"
}

# Ends a process by a signal.
end_process() {
    kill -s "$1" "$2" 2>/dev/null || true
    wait "$2" 2>/dev/null || true
}

# Whether a command comes true while a process lives, within a time that is enough.
comes_true() {
    process=$1
    shift
    for _ in $(seq 400); do
        ! "$@" || return 0
        kill -0 "$process" 2>/dev/null || return 1
        sleep 0.05
    done
    return 1
}

# A port that was free a moment ago may not be so any more: there are others.
nth_port() {
    echo $((20000 + ($$ * 7 + $1 * 997) % 12000))
}
