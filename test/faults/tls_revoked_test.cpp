// SPDX-License-Identifier: BSL-1.0
#include "support/temporary_file.hpp"
#include "tls_row.hpp"

#include <boost/test/unit_test.hpp>

#include <openssl/x509_vfy.h>

#include <string>
#include <vector>

using namespace mrs_test;

// What a client may demand beside a good chain and name: that nothing of it is revoked, and that it
// shows a known key.

namespace tls_revoked {
namespace {

/// An authority between the root and a leaf, and their server.
class chain {
public:
    chain() : server_(server_context(leaf, {between})) {}

    [[nodiscard]] SSL_CTX* server() const noexcept { return server_.get(); }

    const certificate between{recipe("between").authority().key(key_kind::p256, 4), test_root()};
    const certificate leaf{recipe("leaf").dns(usual_host).key(key_kind::p256, 6), between};

private:
    mrs::core::ssl_ctx_ptr server_;
};

tls_side with_lists(const temporary_file& file, const std::string& lists) {
    file.write(lists);
    return tls_side(usual_host, trusting_root().crl_file(file.path()));
}

tls_side with_pins(const std::vector<std::string>& pins) {
    return tls_side(usual_host, trusting_root().pins(pins));
}

} // namespace
} // namespace tls_revoked

BOOST_FIXTURE_TEST_SUITE(tls_revoked, chain)

BOOST_AUTO_TEST_CASE(fault_T4_not_revoked) {
    const certificate other(recipe("other"), between);
    const temporary_file file;
    check_accepted(server(),
                   with_lists(file, test_root().revocations({}) + between.revocations({&other})));
}

BOOST_AUTO_TEST_CASE(fault_T4_revoked) {
    const temporary_file file;
    check_refused(server(), X509_V_ERR_CERT_REVOKED,
                  with_lists(file, test_root().revocations({}) + between.revocations({&leaf})));
}

BOOST_AUTO_TEST_CASE(fault_T4_revoked_without_lists) {
    check_accepted(server());
}

BOOST_AUTO_TEST_CASE(fault_T4_revoked_authority) {
    const temporary_file file;
    check_refused(server(), X509_V_ERR_CERT_REVOKED,
                  with_lists(file, test_root().revocations({&between}) + between.revocations({})));
}

BOOST_AUTO_TEST_CASE(fault_T4_no_list_of_the_issuer) {
    const temporary_file file;
    check_refused(server(), X509_V_ERR_UNABLE_TO_GET_CRL,
                  with_lists(file, test_root().revocations({})));
}

BOOST_AUTO_TEST_CASE(fault_T4_list_out_of_date) {
    const temporary_file file;
    check_refused(
        server(), X509_V_ERR_CRL_HAS_EXPIRED,
        with_lists(file, test_root().revocations({}) + between.revocations({}, -7200, -3600)));
}

BOOST_AUTO_TEST_CASE(fault_T4_list_of_a_stranger) {
    const certificate twin(recipe("between").authority().key(key_kind::p256, 5), test_root());
    const temporary_file file;
    check_refused(server(), X509_V_ERR_CRL_SIGNATURE_FAILURE,
                  with_lists(file, test_root().revocations({}) + twin.revocations({})));
}

BOOST_AUTO_TEST_CASE(fault_T4_pinned_key) {
    const std::string spare = certificate(recipe("spare").key(key_kind::p256, 7)).pin();
    for (const auto* const pinned : {&leaf, &between, &test_root()})
        check_accepted(server(), with_pins({spare, pinned->pin()}));
}

BOOST_AUTO_TEST_CASE(fault_T4_pin_mismatch) {
    check_refused(server(), X509_V_ERR_APPLICATION_VERIFICATION, with_pins({good_leaf().pin()}));
}

BOOST_AUTO_TEST_SUITE_END()
