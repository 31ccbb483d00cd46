// SPDX-License-Identifier: BSL-1.0
#include "own_namespace.hpp"
#include "row_checks.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstdio>
#include <string>

using namespace mrs_test;
using namespace std::chrono_literals;
using mrs::errc;

// Packets that nftables drops between the client and its server.

namespace packet_filter {
namespace {

/// A rule about the packets between this machine and a port of it, as long as this lives.
class filter {
public:
    /// @param fate what becomes of them; "drop", with conditions before it
    filter(unsigned short port, const std::string& fate) {
        const std::string number = std::to_string(port);
        load("table inet mrs_test { chain output { type filter hook output priority 0;\n"
             "tcp dport " +
             number + " " + fate + "\ntcp sport " + number + " " + fate + "\n}\n}\n");
    }
    filter(const filter&) = delete;
    filter& operator=(const filter&) = delete;
    ~filter() { load("delete table inet mrs_test\n"); }

private:
    static void load(const std::string& rules) {
        std::FILE* const nft = ::popen("nft -f -", "w"); // NOLINT(cert-env33-c)
        BOOST_TEST_REQUIRE(nft != nullptr);
        std::fputs(rules.c_str(), nft);
        BOOST_TEST(::pclose(nft) == 0, rules);
    }
};

} // namespace
} // namespace packet_filter

BOOST_AUTO_TEST_SUITE(packet_filter, *boost::unit_test::precondition(in_own_namespace))

BOOST_AUTO_TEST_CASE(fault_D6_the_first_packet_is_dropped) {
    fault_case one({});
    one.options().timeouts(mrs::timeout_options().connect(300ms).call(1min));
    {
        const filter dropped(one.server().port(), "tcp flags & (syn | ack) == syn drop");
        const auto [ec, result] = one.call(mrs::call_options().max_attempts(1));
        BOOST_TEST(ec == errc::connect_timeout, ec.message());
        BOOST_TEST((result.info()->elapsed < fault_case::slack));
    }
    BOOST_TEST(one.server().connections() == 0u);
}

/// What was open when the packets began to vanish is not used again.
BOOST_AUTO_TEST_CASE(fault_K3_established_connections_are_swallowed) {
    constexpr std::size_t established = 8;
    for (const transport kind : {transport::tls, transport::plain}) {
        fault_case one({}, kind);
        for (const ending& end : one.calls(established))
            BOOST_TEST(end.result.succeeded());
        const std::size_t before = one.server().connections();
        {
            const filter swallowed(one.server().port(), "drop");
            const auto [ec, result] =
                one.call(mrs::call_options().attempt_timeout(500ms).max_attempts(1));
            BOOST_TEST(ec == errc::read_timeout, ec.message());
            BOOST_TEST(one.client().stats().connections_idle == 0u);
        }
        const auto next = one.call(mrs::call_options().max_attempts(1));
        BOOST_TEST(!next.ec, next.ec.message());
        BOOST_TEST(one.server().connections() == before + 1);
    }
}

/// TCP makes up for each lost packet: nothing is lost, and nothing is sent twice.
BOOST_AUTO_TEST_CASE(fault_K3_one_packet_in_ten_is_lost) {
    constexpr std::size_t count = 300;
    for (const transport kind : {transport::tls, transport::plain}) {
        fault_case one({}, kind);
        one.options().timeouts(
            mrs::timeout_options().call(5min).attempt(0s).connect(0s).handshake(0s).write(0s).read(
                0s));
        const filter lossy(one.server().port(), "numgen random mod 10 == 0 drop");
        for (const ending& end : one.calls(count)) {
            BOOST_TEST(!end.ec, end.ec.message());
            BOOST_TEST(end.result.attempts() == 1);
        }
        BOOST_TEST(one.server().requests().size() == count);
    }
}

BOOST_AUTO_TEST_SUITE_END()
