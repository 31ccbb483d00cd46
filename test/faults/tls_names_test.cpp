// SPDX-License-Identifier: BSL-1.0
#include "tls_row.hpp"

#include <boost/test/unit_test.hpp>

#include <openssl/x509_vfy.h>

#include <string>

using namespace mrs_test;

// Certificates of the trusted authority that are for somebody else.

namespace tls_names {
namespace {

constexpr int other_name = X509_V_ERR_HOSTNAME_MISMATCH;

void check_name(const recipe& what, int verified = other_name,
                const tls_side& client = tls_side()) {
    const auto server = server_context({what, test_root()});
    check_refused(server.get(), verified, client);
}

} // namespace
} // namespace tls_names

BOOST_AUTO_TEST_SUITE(tls_names)

BOOST_AUTO_TEST_CASE(fault_T4_wrong_host) {
    check_name(recipe("leaf").dns("other.mrs.test"));
    check_name(recipe("leaf").dns("mrs.test").dns("api.mrs.test.evil.test").dns("xapi.mrs.test"));
}

BOOST_AUTO_TEST_CASE(fault_T4_common_name_only) {
    check_name(recipe(usual_host));
    check_name(recipe(usual_host).dns("other.test"));
}

BOOST_AUTO_TEST_CASE(fault_T4_no_subject) {
    check_name(recipe());
}

BOOST_AUTO_TEST_CASE(fault_T4_wildcard_of_a_top_level_domain) {
    check_name(recipe("leaf").dns("*.test"), other_name, tls_side("mrs.test"));
    check_name(recipe("leaf").dns("*"), other_name, tls_side("localhost"));
}

BOOST_AUTO_TEST_CASE(fault_T4_wildcard_of_two_labels) {
    check_name(recipe("leaf").dns("*.mrs.test"), other_name, tls_side("a.b.mrs.test"));
    check_name(recipe("leaf").dns("*.*.mrs.test"), other_name, tls_side("a.b.mrs.test"));
    check_name(recipe("leaf").dns("*.mrs.test"), other_name, tls_side("mrs.test"));
}

BOOST_AUTO_TEST_CASE(fault_T4_partial_wildcard) {
    check_name(recipe("leaf").dns("a*.mrs.test"));
    check_name(recipe("leaf").dns("*i.mrs.test"));
    check_name(recipe("leaf").dns("a*i.mrs.test"));
    check_name(recipe("leaf").dns("api.*.test"));
}

BOOST_AUTO_TEST_CASE(fault_T4_dns_name_for_an_address) {
    check_name(recipe("127.0.0.1").dns("127.0.0.1"), X509_V_ERR_IP_ADDRESS_MISMATCH,
               tls_side("127.0.0.1"));
    check_name(recipe("leaf").ip({127, 0, 0, 2}), X509_V_ERR_IP_ADDRESS_MISMATCH,
               tls_side("127.0.0.1"));
}

BOOST_AUTO_TEST_CASE(fault_T4_address_for_a_dns_name) {
    check_name(recipe("leaf").ip({127, 0, 0, 1}));
}

BOOST_AUTO_TEST_CASE(fault_T4_embedded_nul) {
    check_name(recipe("leaf").dns(usual_host + std::string("\0.evil.test", 11)));
    check_name(recipe("leaf").dns(usual_host + std::string("\0", 1)));
    check_name(recipe("leaf").dns(std::string("\0", 1) + usual_host));
}

BOOST_AUTO_TEST_CASE(fault_T4_another_server_name_than_the_endpoints) {
    check_name(recipe("leaf").dns("127.0.0.1"), other_name,
               tls_side("127.0.0.1", trusting_root().server_name(usual_host)));
    check_name(recipe("leaf").dns(usual_host), other_name,
               tls_side(usual_host, trusting_root().server_name("other.mrs.test")));
}

BOOST_AUTO_TEST_CASE(fault_T11_a_server_name_that_is_an_address) {
    const tls_side address(usual_host, trusting_root().server_name("127.0.0.1"));
    check_name(recipe("127.0.0.1").dns("127.0.0.1"), X509_V_ERR_IP_ADDRESS_MISMATCH, address);
    check_name(recipe("leaf").dns(usual_host), X509_V_ERR_IP_ADDRESS_MISMATCH, address);
    const auto server = server_context({recipe("leaf").ip({127, 0, 0, 1}), test_root()});
    check_accepted(server.get(), address);
}

BOOST_AUTO_TEST_SUITE_END()
