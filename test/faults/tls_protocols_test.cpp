// SPDX-License-Identifier: BSL-1.0
#include "tls_row.hpp"

#include <boost/test/unit_test.hpp>

#include <openssl/dh.h>
#include <openssl/evp.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <sys/socket.h>
#include <vector>

using namespace mrs_test;
using mrs::errc;

// Old versions, weak ciphers and small groups. Where OpenSSL's server can still be talked into one,
// it refuses for want of a common one; a ServerHello made by hand chooses it nevertheless.

namespace tls_protocols {
namespace {

mrs::core::ssl_ctx_ptr weak_server(int version, const char* ciphers) {
    auto context =
        server_context({recipe("leaf").dns(usual_host).key(key_kind::rsa2048), test_root()});
    SSL_CTX_set_max_proto_version(context.get(), version);
    BOOST_TEST_REQUIRE(SSL_CTX_set_cipher_list(context.get(), ciphers) == 1);
    return context;
}

std::string big_endian(std::size_t number, int bytes) {
    std::string text;
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8)
        text += static_cast<char>(number >> static_cast<unsigned>(shift) & 255U);
    return text;
}

/// A ServerHello of TLS 1.2 and before, in a record of its own.
std::string server_hello(unsigned version, unsigned cipher) {
    const std::string body = big_endian(version, 2) + std::string(32, 'r') + big_endian(0, 1) +
                             big_endian(cipher, 2) + big_endian(0, 1);
    const std::string message = "\x02" + big_endian(body.size(), 3) + body;
    return "\x16" + big_endian(version, 2) + big_endian(message.size(), 2) + message;
}

fault_server::script choosing(unsigned version, unsigned cipher) {
    return [=](fault_peer& peer) {
        if (peer.read_some().empty())
            throw std::runtime_error("no ClientHello");
        peer.write(server_hello(version, cipher));
        peer.stall();
    };
}

void check_version(int version, unsigned number) {
    const auto server = weak_server(version, "ALL:@SECLEVEL=0");
    SSL_CTX_set_min_proto_version(server.get(), version);
    check_refused(shaking_hands(server.get()), errc::tls_failed, "protocol version");
    // TLS_RSA_WITH_AES_128_CBC_SHA
    check_refused(choosing(number, 0x002F), errc::tls_failed, "unsupported protocol");
}

/// The server would take nothing else.
void check_only_cipher(const char* name) {
    const auto server = weak_server(TLS1_2_VERSION, (std::string(name) + ":@SECLEVEL=0").c_str());
    check_refused(shaking_hands(server.get()), errc::tls_failed, "handshake failure");
}

void check_chosen_cipher(unsigned cipher) {
    check_refused(choosing(0x0303, cipher), errc::tls_failed, "cipher returned");
}

/// A fresh group of 512 bits, or RFC 5114's of 1024, which needs not be looked for.
mrs::core::evp_pkey_ptr small_group(int bits) {
    const bool known = bits == 1024;
    const std::unique_ptr<EVP_PKEY_CTX, mrs::openssl_free<EVP_PKEY_CTX_free>> maker(
        EVP_PKEY_CTX_new_from_name(nullptr, known ? "DHX" : "DH", nullptr));
    EVP_PKEY* made = nullptr;
    BOOST_TEST_REQUIRE(EVP_PKEY_paramgen_init(maker.get()) == 1);
    BOOST_TEST_REQUIRE((known ? EVP_PKEY_CTX_set_dh_rfc5114(maker.get(), 1)
                              : EVP_PKEY_CTX_set_dh_paramgen_prime_len(maker.get(), bits)) == 1);
    BOOST_TEST_REQUIRE(EVP_PKEY_paramgen(maker.get(), &made) == 1);
    return mrs::core::evp_pkey_ptr(made);
}

/// Level 0 of OpenSSL's server does not go below 1024 bits.
int permit_all(const SSL*, const SSL_CTX*, int, int, int, void*, void*) {
    return 1;
}

void check_group(int bits) {
    const auto server = weak_server(TLS1_2_VERSION, "DHE-RSA-AES128-GCM-SHA256:@SECLEVEL=0");
    SSL_CTX_set_security_callback(server.get(), &permit_all);
    BOOST_TEST_REQUIRE(SSL_CTX_set0_tmp_dh_pkey(server.get(), small_group(bits).release()) == 1);
    check_refused(shaking_hands(server.get()), errc::tls_failed, "dh key too small");
}

} // namespace
} // namespace tls_protocols

BOOST_AUTO_TEST_SUITE(tls_protocols)

BOOST_AUTO_TEST_CASE(fault_T4_ssl3) {
    check_refused(choosing(0x0300, 0x002F), errc::tls_failed, "unsupported protocol");
}

BOOST_AUTO_TEST_CASE(fault_T4_tls_1_0) {
    check_version(TLS1_VERSION, 0x0301);
}

BOOST_AUTO_TEST_CASE(fault_T4_tls_1_1) {
    check_version(TLS1_1_VERSION, 0x0302);
}

BOOST_AUTO_TEST_CASE(fault_T4_tls_1_2_where_1_3_is_demanded) {
    const auto server = weak_server(TLS1_2_VERSION, "DEFAULT");
    check_refused(
        shaking_hands(server.get()), errc::tls_failed, "protocol version",
        tls_side(usual_host, trusting_root().min_version(mrs::tls_options::version::tls_1_3)));
}

BOOST_AUTO_TEST_CASE(fault_T4_null_cipher) {
    check_only_cipher("NULL-SHA256");
    check_chosen_cipher(0x003B); // TLS_RSA_WITH_NULL_SHA256
}

BOOST_AUTO_TEST_CASE(fault_T4_rc4) {
    check_chosen_cipher(0x0005); // TLS_RSA_WITH_RC4_128_SHA
}

BOOST_AUTO_TEST_CASE(fault_T4_3des) {
    check_chosen_cipher(0x000A); // TLS_RSA_WITH_3DES_EDE_CBC_SHA
}

BOOST_AUTO_TEST_CASE(fault_T4_anonymous) {
    const auto server = weak_server(TLS1_2_VERSION, "AECDH-AES128-SHA:@SECLEVEL=0");
    check_refused(shaking_hands(server.get()), errc::tls_failed, "handshake failure");
    check_chosen_cipher(0xC018); // TLS_ECDH_anon_WITH_AES_128_CBC_SHA
}

BOOST_AUTO_TEST_CASE(fault_T4_dh512) {
    check_group(512);
}

BOOST_AUTO_TEST_CASE(fault_T4_dh1024) {
    check_group(1024);
}

BOOST_AUTO_TEST_SUITE_END()
