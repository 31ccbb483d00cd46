// SPDX-License-Identifier: BSL-1.0
#include "net/no_proxy.hpp"
#include "support/table.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

namespace no_proxy {
namespace {

struct row {
    std::string name;
    std::string list;
    std::string url;
    bool direct;
};

const std::vector<row> lists = {
    {"empty", "", "https://a.test", false},
    {"separators_alone", " ,, ,", "https://a.test", false},
    {"all", "*", "https://a.test", true},
    {"all_addresses_too", "*", "https://[::1]", true},
    {"all_among_others", "b.test,*", "https://a.test", true},
    {"no_other_wildcard", "*.test", "https://a.test", false},
    {"the_name", "a.test", "https://a.test", true},
    {"another_name", "b.test", "https://a.test", false},
    {"a_name_below", "a.test", "https://b.a.test", true},
    {"a_name_far_below", "test", "https://c.b.a.test", true},
    {"a_name_above", "b.a.test", "https://a.test", false},
    {"a_longer_label", "a.test", "https://ba.test", false},
    {"a_longer_name", "a.test", "https://a.test.invalid", false},
    {"with_a_dot_the_name", ".a.test", "https://a.test", true},
    {"with_a_dot_a_name_below", ".a.test", "https://b.a.test", true},
    {"with_a_dot_a_longer_label", ".a.test", "https://ba.test", false},
    {"a_dot_alone", ".", "https://a.test", false},
    {"upper_case_in_the_list", "A.TEST", "https://b.a.test", true},
    {"upper_case_in_the_endpoint", "a.test", "https://B.A.TEST", true},
    {"a_final_dot_in_the_list", "a.test.", "https://a.test", true},
    {"a_final_dot_in_the_endpoint", "a.test", "https://a.test.", true},
    {"the_first_of_several", "a.test,b.test", "https://a.test", true},
    {"the_last_of_several", "b.test, c.test\ta.test", "https://a.test", true},
    {"behind_an_empty_entry", "b.test,,a.test", "https://a.test", true},
    {"the_port", "a.test:443", "https://a.test", true},
    {"the_port_given", "a.test:8443", "https://a.test:8443", true},
    {"the_port_of_a_name_below", ".a.test:8443", "https://b.a.test:8443", true},
    {"another_port", "a.test:8443", "https://a.test", false},
    {"any_port", "a.test", "https://a.test:8443", true},
    {"no_number_for_a_port", "a.test:https", "https://a.test", false},
    {"a_number_and_more", "a.test:443x", "https://a.test", false},
    {"no_port_behind_the_colon", "a.test:", "https://a.test", false},
    {"a_port_too_large", "a.test:65979", "https://a.test", false},
    {"an_address", "192.0.2.1", "https://192.0.2.1", true},
    {"an_address_with_its_port", "192.0.2.1:443", "https://192.0.2.1", true},
    {"an_address_with_another_port", "192.0.2.1:80", "https://192.0.2.1", false},
    {"another_address", "192.0.2.1", "https://192.0.2.10", false},
    {"the_end_of_an_address", "2.1", "https://192.0.2.1", false},
    {"no_name_for_an_address", "localhost", "https://127.0.0.1", false},
    {"no_address_for_a_name", "127.0.0.1", "https://localhost", false},
    {"an_ipv6_address", "2001:db8::1", "https://[2001:db8::1]", true},
    {"an_ipv6_address_in_other_words", "2001:DB8:0::1", "https://[2001:db8::1]:8443", true},
    {"an_ipv6_address_in_brackets", "[::1]", "https://[::1]", true},
    {"an_ipv6_address_with_its_port", "[::1]:443", "https://[::1]", true},
    {"an_ipv6_address_with_another_port", "[::1]:80", "https://[::1]", false},
    {"an_ipv6_address_and_garbage", "[::1]443", "https://[::1]", false},
    {"an_open_bracket", "[::1", "https://[::1]", false},
    {"another_ipv6_address", "::2", "https://[::1]", false},
    {"a_network", "10.0.0.0/8", "https://10.255.0.1", true},
    {"a_network_by_one_of_its_addresses", "10.1.2.3/8", "https://10.255.0.1", true},
    {"another_network", "10.0.0.0/8", "https://11.0.0.1", false},
    {"the_widest_network", "0.0.0.0/0", "https://192.0.2.1", true},
    {"the_narrowest_network", "192.0.2.1/32", "https://192.0.2.1", true},
    {"a_neighbour_of_the_narrowest", "192.0.2.0/32", "https://192.0.2.1", false},
    {"no_network_of_33_bits", "192.0.2.1/33", "https://192.0.2.1", false},
    {"no_network_without_bits", "192.0.2.1/", "https://192.0.2.1", false},
    {"an_ipv6_network", "2001:db8::/32", "https://[2001:db8:1::1]", true},
    {"another_ipv6_network", "2001:db8::/32", "https://[2001:db9::1]", false},
    {"no_ipv6_network_for_ipv4", "::/0", "https://192.0.2.1", false},
    {"no_network_for_a_name", "0.0.0.0/0", "https://a.test", false},
};

void check(const row& one) {
    const auto target = mrs::net::parse_endpoint(one.url, false);
    BOOST_TEST(mrs::net::goes_direct(one.list, target) == one.direct);
}

} // namespace
} // namespace no_proxy

BOOST_AUTO_TEST_SUITE(no_proxy)

MRS_TEST_ROWS(lists, check);

BOOST_AUTO_TEST_SUITE_END()
