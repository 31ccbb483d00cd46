// SPDX-License-Identifier: BSL-1.0
#include "net/resolver.hpp"
#include "support/schedules.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>

using mrs::net::address_list;
using mrs::net::alternate_families;

namespace alternating_families {
namespace {

/// Writes "4" and "6" as addresses of that family, each another one.
address_list addresses_of(const std::string& families) {
    address_list list;
    for (std::size_t i = 0; i < families.size(); ++i) {
        const std::string number = std::to_string(i + 1);
        list.push_back(boost::asio::ip::make_address(families[i] == '4' ? "192.0.2." + number
                                                                        : "2001:db8::" + number));
    }
    return list;
}

std::string families_of(const address_list& list) {
    std::string families;
    for (const auto& address : list)
        families += address.is_v6() ? '6' : '4';
    return families;
}

std::string alternated(const std::string& families) {
    return families_of(alternate_families(addresses_of(families)));
}

} // namespace
} // namespace alternating_families

BOOST_AUTO_TEST_SUITE(alternating_families)

BOOST_AUTO_TEST_CASE(starts_with_the_family_that_came_first) {
    BOOST_TEST(alternated("6644") == "6464");
    BOOST_TEST(alternated("4466") == "4646");
    BOOST_TEST(alternated("46") == "46");
    BOOST_TEST(alternated("64") == "64");
}

BOOST_AUTO_TEST_CASE(puts_what_is_left_over_last) {
    BOOST_TEST(alternated("66664") == "64666");
    BOOST_TEST(alternated("64444") == "64444");
    BOOST_TEST(alternated("44446") == "46444");
}

BOOST_AUTO_TEST_CASE(leaves_one_family_as_it_is) {
    BOOST_TEST(alternated("").empty());
    BOOST_TEST((alternate_families(addresses_of("444")) == addresses_of("444")));
    BOOST_TEST((alternate_families(addresses_of("66")) == addresses_of("66")));
}

BOOST_AUTO_TEST_CASE(keeps_the_order_within_a_family_and_loses_nothing) {
    dice random(1);
    for (int round = 0; round < 500; ++round) {
        std::string families;
        for (auto left = random.below(12); left > 0; --left)
            families += random.once_in(2) ? '4' : '6';
        const address_list before = addresses_of(families);
        const address_list after = alternate_families(before);
        for (const bool v6 : {true, false}) {
            const auto other = [v6](const auto& address) { return address.is_v6() != v6; };
            address_list expected = before;
            address_list found = after;
            expected.erase(std::remove_if(expected.begin(), expected.end(), other), expected.end());
            found.erase(std::remove_if(found.begin(), found.end(), other), found.end());
            BOOST_REQUIRE((expected == found));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
