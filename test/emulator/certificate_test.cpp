// SPDX-License-Identifier: BSL-1.0
#include "certificate.hpp"

#include <boost/test/unit_test.hpp>

#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <memory>
#include <stdexcept>
#include <string>

namespace certificates {
namespace {

struct x509_deleter {
    void operator()(X509* certificate) const noexcept { X509_free(certificate); }
    void operator()(BIO* bio) const noexcept { BIO_free_all(bio); }
};

using unique_x509 = std::unique_ptr<X509, x509_deleter>;

unique_x509 read(const std::string& pem) {
    const std::unique_ptr<BIO, x509_deleter> memory(
        BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    return unique_x509(PEM_read_bio_X509(memory.get(), nullptr, nullptr, nullptr));
}

bool is_for(X509& certificate, const std::string& host) {
    return X509_check_host(&certificate, host.data(), host.size(), 0, nullptr) == 1;
}

} // namespace
} // namespace certificates

BOOST_AUTO_TEST_SUITE(certificates)

BOOST_AUTO_TEST_CASE(name_every_host) {
    const auto identity = mrs_emulator::make_server_identity({"mrs.example.test", "192.0.2.7"});
    const auto leaf = read(identity.certificate);
    BOOST_REQUIRE(leaf);
    BOOST_TEST(is_for(*leaf, "localhost"));
    BOOST_TEST(is_for(*leaf, "mrs.example.test"));
    BOOST_TEST(!is_for(*leaf, "other.example.test"));
    for (const char* const address : {"127.0.0.1", "::1", "192.0.2.7"})
        BOOST_TEST(X509_check_ip_asc(leaf.get(), address, 0) == 1);
    BOOST_TEST(X509_check_purpose(leaf.get(), X509_PURPOSE_SSL_SERVER, 0) == 1);
    BOOST_TEST(X509_check_purpose(leaf.get(), X509_PURPOSE_SSL_CLIENT, 0) == 0);
}

BOOST_AUTO_TEST_CASE(are_signed_by_their_authority) {
    const auto identity = mrs_emulator::make_server_identity({});
    const auto authority = read(identity.authority);
    const auto leaf = read(identity.certificate);
    BOOST_REQUIRE(authority && leaf);
    BOOST_TEST(X509_check_ca(authority.get()) == 1);
    BOOST_TEST(X509_check_issued(authority.get(), leaf.get()) == X509_V_OK);
    BOOST_TEST(X509_verify(leaf.get(), X509_get0_pubkey(authority.get())) == 1);
    BOOST_TEST(X509_cmp_current_time(X509_get0_notBefore(leaf.get())) < 0);
    BOOST_TEST(X509_cmp_current_time(X509_get0_notAfter(leaf.get())) > 0);
}

BOOST_AUTO_TEST_CASE(do_not_take_names_that_say_more) {
    BOOST_CHECK_THROW(mrs_emulator::make_server_identity({"a,DNS:b"}), std::invalid_argument);
    BOOST_CHECK_THROW(mrs_emulator::make_server_identity({""}), std::invalid_argument);
}

BOOST_AUTO_TEST_SUITE_END()
