#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# Runs one suite of the given test_faults in a network namespace that has nothing but its loopback
# and routes that lead nowhere: in_namespace.sh TEST_FAULTS SUITE [COMMAND...]
# Ends with 77 where such a namespace cannot be had, or the command that the suite lives by fails in it.
set -eu

test_faults=$1
suite=$2
shift 2

skip_without() {
    if ! unshare -rn "$@" >/dev/null 2>&1; then
        echo "SKIPPED: $suite: \`unshare -rn $*\` does not work here"
        exit 77
    fi
}

if [ -z "${MRS_FAULTS_NAMESPACE:-}" ]; then
    skip_without ip link
    [ $# -eq 0 ] || skip_without "$@"
    MRS_FAULTS_NAMESPACE=1 exec unshare -rn "$0" "$test_faults" "$suite"
fi

ip link set lo up
ip route add unreachable 198.51.100.1
ip route add prohibit 198.51.100.2
if [ -e /proc/net/if_inet6 ]; then
    ip -6 route add unreachable 2001:db8:1::/48
    # To the loopback, which drops what is not for it; from an address of this machine.
    ip -6 addr add 2001:db8:3::1/64 dev lo
    ip -6 route add 2001:db8:2::/48 dev lo
fi
exec "$test_faults" --run_test="$suite"
