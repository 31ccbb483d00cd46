#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# Runs the suite dial_routes of the given test_faults in a network namespace that has nothing but
# its loopback and routes that lead nowhere. Ends with 77 where no such namespace can be had.
set -eu

test_faults=$1
if [ -z "${MRS_FAULTS_ROUTES:-}" ]; then
    if ! command -v ip >/dev/null; then
        echo "SKIPPED: dial_routes: there is no ip (iproute2)"
        exit 77
    fi
    if ! unshare -rn true 2>/dev/null; then
        echo "SKIPPED: dial_routes: unshare -rn is not permitted"
        exit 77
    fi
    MRS_FAULTS_ROUTES=1 exec unshare -rn "$0" "$@"
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
exec "$test_faults" --run_test=dial_routes
