// SPDX-License-Identifier: BSL-1.0
#include "tls_row.hpp"

#include <boost/test/unit_test.hpp>

#include <openssl/x509_vfy.h>

#include <string>
#include <vector>

using namespace mrs_test;

// Certificates with the right name that nobody trusted vouches for, or not for this, or not now.

namespace tls_chains {
namespace {

recipe named() {
    return recipe("leaf").dns(usual_host);
}

void check_chain(const certificate& leaf, int verified,
                 const std::vector<certificate>& between = {}) {
    const auto server = server_context(leaf, between);
    check_refused(server.get(), verified);
}

} // namespace
} // namespace tls_chains

BOOST_AUTO_TEST_SUITE(tls_chains)

BOOST_AUTO_TEST_CASE(fault_T4_expired) {
    check_chain({named().valid(-7200, -3600), test_root()}, X509_V_ERR_CERT_HAS_EXPIRED);
    const certificate between(recipe("old").authority().valid(-7200, -3600), test_root());
    check_chain({named(), between}, X509_V_ERR_CERT_HAS_EXPIRED, {between});
}

BOOST_AUTO_TEST_CASE(fault_T4_not_yet_valid) {
    check_chain({named().valid(3600, 7200), test_root()}, X509_V_ERR_CERT_NOT_YET_VALID);
}

BOOST_AUTO_TEST_CASE(fault_T4_self_signed) {
    check_chain(certificate(named()), X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT);
}

BOOST_AUTO_TEST_CASE(fault_T4_untrusted_root) {
    const certificate stranger(recipe("stranger").authority().key(key_kind::p256, 2));
    check_chain({named(), stranger}, X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN, {stranger});
}

BOOST_AUTO_TEST_CASE(fault_T4_root_of_the_trusted_ones_name) {
    const certificate twin(recipe("test root").authority().key(key_kind::p256, 2));
    check_chain({named(), twin}, X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN, {twin});
}

BOOST_AUTO_TEST_CASE(fault_T4_incomplete_chain) {
    const certificate between(recipe("missing").authority(), test_root());
    check_chain({named(), between}, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY);
}

BOOST_AUTO_TEST_CASE(fault_T4_client_use_only) {
    check_chain({named().extended_usage("clientAuth"), test_root()}, X509_V_ERR_INVALID_PURPOSE);
}

BOOST_AUTO_TEST_CASE(fault_T4_issuer_that_is_no_authority) {
    const certificate nobody(recipe("nobody"), test_root());
    check_chain({named(), nobody}, X509_V_ERR_INVALID_CA, {nobody});
}

BOOST_AUTO_TEST_CASE(fault_T4_name_constraints) {
    const certificate elsewhere(
        recipe("elsewhere").authority().name_constraints("critical,permitted;DNS:other.test"),
        test_root());
    check_chain({named(), elsewhere}, X509_V_ERR_PERMITTED_VIOLATION, {elsewhere});
    const certificate not_here(
        recipe("not here").authority().name_constraints("critical,excluded;DNS:mrs.test"),
        test_root());
    check_chain({named(), not_here}, X509_V_ERR_EXCLUDED_VIOLATION, {not_here});
}

BOOST_AUTO_TEST_CASE(fault_T4_sha1) {
    check_chain({named().digest(EVP_sha1()), test_root()}, X509_V_ERR_CA_MD_TOO_WEAK);
    const certificate weak(recipe("weak").authority().digest(EVP_sha1()), test_root());
    check_chain({named(), weak}, X509_V_ERR_CA_MD_TOO_WEAK, {weak});
}

BOOST_AUTO_TEST_CASE(fault_T4_rsa1024) {
    check_chain({named().key(key_kind::rsa1024), test_root()}, X509_V_ERR_EE_KEY_TOO_SMALL);
    const certificate weak(recipe("weak").authority().key(key_kind::rsa1024), test_root());
    check_chain({named(), weak}, X509_V_ERR_CA_KEY_TOO_SMALL, {weak});
}

BOOST_AUTO_TEST_SUITE_END()
