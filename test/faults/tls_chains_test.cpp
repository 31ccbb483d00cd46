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

/// OpenSSL takes a wildcard for a name of its own.
BOOST_AUTO_TEST_CASE(fault_T4_wildcard_over_an_excluded_name) {
    for (const char* const excluded : {"critical,excluded;DNS:private.mrs.test",
                                       "critical,excluded;DNS:a.test,excluded;DNS:API.mrs.test"}) {
        const certificate between(recipe("between").authority().name_constraints(excluded),
                                  test_root());
        check_chain({recipe("leaf").dns("*.mrs.test"), between}, X509_V_ERR_EXCLUDED_VIOLATION,
                    {between});
    }
    // Beside it is no harm in a wildcard.
    const certificate between(recipe("between").authority().name_constraints(
                                  "critical,excluded;DNS:a.other.test,excluded;DNS:x.y.mrs.test,"
                                  "excluded;IP:10.0.0.0/255.0.0.0"),
                              test_root());
    const auto server = server_context({recipe("leaf").dns("*.mrs.test"), between}, {between});
    check_accepted(server.get());
}

/// An authority that the user names need not be a root.
BOOST_AUTO_TEST_CASE(fault_T12_the_issuing_authority_alone_is_trusted) {
    const certificate between(recipe("issuer").authority(), test_root());
    const tls_side trusting(usual_host, mrs::tls_options().ca_pem(between.pem()));
    check_accepted(server_context({named(), between}).get(), trusting);
    check_accepted(server_context({named(), between}, {between}).get(), trusting);
    check_accepted(server_context({named(), between}, {between, test_root()}).get(), trusting);
    // Where its root is named too, the chain goes on to it.
    mrs::tls_options both;
    both.ca_pem(between.pem() + test_root().pem()).pins({test_root().pin()});
    check_accepted(server_context({named(), between}, {between}).get(), tls_side(usual_host, both));
    // No more than what it has issued.
    const certificate stranger(recipe("stranger").authority().key(key_kind::p256, 2));
    const certificate known(recipe("known").authority(), stranger);
    const tls_side trusting_it(usual_host,
                               mrs::tls_options().ca_pem(known.pem() + test_root().pem()));
    check_accepted(server_context({named(), known}, {known}).get(), trusting_it);
    const auto other = server_context({named(), stranger});
    check_refused(other.get(), X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY, trusting_it);
    const auto expired = server_context({named().valid(-7200, -3600), known}, {known});
    check_refused(expired.get(), X509_V_ERR_CERT_HAS_EXPIRED, trusting_it);
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
