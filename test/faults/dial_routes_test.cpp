// SPDX-License-Identifier: BSL-1.0
#include "dial_row.hpp"
#include "own_namespace.hpp"

#include <boost/asio/error.hpp>
#include <boost/system/errc.hpp>
#include <boost/test/unit_test.hpp>

#include <arpa/inet.h>
#include <fstream>
#include <netinet/in.h>
#include <string>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

using namespace mrs_test;
using namespace std::chrono_literals;
using mrs::errc;

// Routes that lead nowhere.

namespace dial_routes {
namespace {

struct row : fault_case {
    explicit row(std::vector<std::string> addresses)
        : fault_case({}, good_server()), names(std::move(addresses)) {
        options() = options_for(server(), tls_side())
                        .resolver(names.resolver())
                        .timeouts(mrs::timeout_options().connect(1h).call(1min));
    }

    answered_names names;
};

/// One address that cannot be reached, and then, as soon as the name is asked for again, another
/// that can.
void check_route(const std::string& address, boost::system::errc::errc_t expected) {
    row one({address});
    const auto [ec, result] = one.call();
    BOOST_TEST(ec == errc::connect_failed, ec.message());
    BOOST_TEST_REQUIRE(result.info() != nullptr);
    BOOST_TEST(result.info()->cause == make_error_condition(expected), result.info()->cause);
    BOOST_TEST(result.info()->detail.find(address + ": ") != std::string::npos,
               result.info()->detail);
    BOOST_TEST(result.info()->attempts == 0);
    BOOST_TEST(result.info()->history.size() == 3u);
    one.names.answer({"127.0.0.1"});
    while (one.names.asked() == 1)
        one.call(mrs::call_options().max_attempts(1));
}

/// All ports that this machine may choose from, taken by connections to one place.
class no_ports {
public:
    explicit no_ports(unsigned short to) {
        set_range("40000 40003");
        sockaddr_in peer{};
        peer.sin_family = AF_INET;
        peer.sin_port = htons(to);
        peer.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        for (;;) {
            sockets_.push_back(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
            const auto* const generic = reinterpret_cast<const sockaddr*>(&peer);
            if (::connect(sockets_.back(), generic, sizeof peer) != 0)
                return;
            BOOST_TEST_REQUIRE(sockets_.size() < 10u);
        }
    }
    no_ports(const no_ports&) = delete;
    no_ports& operator=(const no_ports&) = delete;
    ~no_ports() {
        const linger at_once{1, 0}; // No TIME_WAIT.
        for (const int one : sockets_) {
            ::setsockopt(one, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
            ::close(one);
        }
        set_range("32768 60999");
    }

private:
    static void set_range(const char* range) {
        std::ofstream file("/proc/sys/net/ipv4/ip_local_port_range");
        file << range << std::flush;
        BOOST_TEST(file.good());
    }

    std::vector<int> sockets_;
};

} // namespace
} // namespace dial_routes

BOOST_AUTO_TEST_SUITE(dial_routes, *boost::unit_test::precondition(in_own_namespace))

BOOST_AUTO_TEST_CASE(fault_D4_no_route_to_the_ipv6_address) {
    for (const char* nowhere : {"2001:db8::1", "2001:db8:1::1"}) {
        row one({nowhere, "127.0.0.1"});
        const auto [ec, result] = one.call();
        BOOST_TEST(!ec, ec.message());
        BOOST_TEST(result.attempts() == 1);
        BOOST_TEST(result.elapsed() < fault_case::slack);
    }
}

BOOST_AUTO_TEST_CASE(fault_D4_ipv6_packets_vanish) {
    row one({"2001:db8:2::1", "127.0.0.1"});
    const auto [ec, result] = one.call();
    BOOST_TEST(!ec, ec.message());
    BOOST_TEST(result.attempts() == 1);
    BOOST_TEST(result.elapsed() < fault_case::slack);
}

BOOST_AUTO_TEST_CASE(fault_D7_host_unreachable) {
    check_route("198.51.100.1", boost::system::errc::host_unreachable);
}

BOOST_AUTO_TEST_CASE(fault_D7_network_unreachable) {
    check_route("203.0.113.1", boost::system::errc::network_unreachable);
}

BOOST_AUTO_TEST_CASE(fault_D7_prohibited) {
    check_route("198.51.100.2", boost::system::errc::permission_denied);
}

BOOST_AUTO_TEST_CASE(fault_D8_no_port_left) {
    row one({"127.0.0.1"});
    one.client();
    {
        const no_ports now(one.server().port());
        const auto [ec, result] = one.call();
        BOOST_TEST(ec == errc::resource_exhausted, ec.message());
        BOOST_TEST_REQUIRE(result.info() != nullptr);
        BOOST_TEST(result.info()->cause == boost::system::errc::address_not_available);
        BOOST_TEST(result.info()->attempts == 0);
        BOOST_TEST(one.client().stats().connections_failed == 3u);
    }
}

BOOST_AUTO_TEST_SUITE_END()
