// SPDX-License-Identifier: BSL-1.0
#include "tls_row.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <chrono>
#include <cstring>
#include <stdexcept>
#include <string>
#include <sys/socket.h>

using namespace mrs_test;
using mrs::errc;

// Peers that do not go through with the handshake, or never meant one.

namespace tls_peers {
namespace {

mrs::core::ssl_ctx_ptr demanding_server(int version) {
    auto context = server_context(good_leaf());
    SSL_CTX_set_min_proto_version(context.get(), version);
    SSL_CTX_set_max_proto_version(context.get(), version);
    X509_STORE_add_cert(SSL_CTX_get_cert_store(context.get()), test_root().x509());
    SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
    return context;
}

/// As `shaking_hands`, and leaves it to the client to end the connection: a server that closes with
/// the client's request unread resets it, and its alert may get lost.
fault_server::script demanding(SSL_CTX* context) {
    return [context](fault_peer& peer) {
        if (peer.tls(context))
            peer.answer_all();
        else
            peer.stall();
    };
}

/// What comes in place of a ServerHello.
fault_server::script saying(std::string bytes) {
    return [bytes = std::move(bytes)](fault_peer& peer) {
        peer.read_some();
        peer.write(bytes);
        peer.stall();
    };
}

std::string alert(char level, char description) {
    return {'\x15', '\x03', '\x03', '\0', '\x02', level, description};
}

void check_foreign(const std::string& bytes) {
    BOOST_TEST_CONTEXT(bytes.substr(0, 30)) {
        check_refused(saying(bytes), errc::not_tls, "not TLS");
    }
}

/// A fault of the first two handshakes, which the third makes good.
void check_repeated_handshake(const fault_server::script& fault, errc code) {
    const auto good = server_context(good_leaf());
    fault_server_options options;
    options.tls = good.get();
    fault_case one({fault, fault, fault}, options);
    one.options() = options_for(one.server(), tls_side());
    const ending failed = one.call(mrs::call_options().max_attempts(1));
    BOOST_TEST(failed.ec == code, failed.ec.message());
    const ending repeated = one.call(mrs::call_options().max_attempts(3));
    BOOST_TEST(!repeated.ec, repeated.ec.message());
    BOOST_TEST(repeated.result.attempts() == 1); // Nothing of the request left in the first two.
    BOOST_TEST(one.client().stats().retries == 2u);
    BOOST_TEST(one.server().connections() == 4u);
    BOOST_TEST(one.server().requests().size() == 1u);
}

/// The first bytes of a good server's side of the handshake, and then `end`.
fault_server::script breaking_off(std::size_t bytes, void (fault_peer::*end)()) {
    return [=](fault_peer& peer) {
        const auto context = server_context(good_leaf());
        const mrs::core::ssl_ptr ssl(SSL_new(context.get()));
        BIO* const in = BIO_new(BIO_s_mem());
        BIO* const out = BIO_new(BIO_s_mem());
        SSL_set_bio(ssl.get(), in, out);
        const std::string hello = peer.read_some();
        BIO_write(in, hello.data(), static_cast<int>(hello.size()));
        SSL_accept(ssl.get());
        std::string first_bytes(bytes, '\0');
        const int made = BIO_read(out, first_bytes.data(), static_cast<int>(bytes));
        if (made != static_cast<int>(bytes) && bytes != 0)
            throw std::runtime_error("the server's answer is too short");
        peer.write(first_bytes);
        (peer.*end)();
        peer.stall();
    };
}

} // namespace
} // namespace tls_peers

BOOST_AUTO_TEST_SUITE(tls_peers)

BOOST_AUTO_TEST_CASE(fault_T1_no_server_hello) {
    const auto good = server_context(good_leaf());
    fault_server_options server_options;
    server_options.tls = good.get();
    const auto silent = [](fault_peer& peer) { peer.stall(); };
    fault_case one({silent, silent, silent}, server_options);
    one.options() = options_for(one.server(), tls_side())
                        .timeouts(mrs::timeout_options().handshake(std::chrono::milliseconds(500)));
    const ending failed = one.call(mrs::call_options().max_attempts(1));
    BOOST_TEST(failed.ec == errc::handshake_timeout, failed.ec.message());
    BOOST_TEST(failed.ec == mrs::condition::timeout);
    BOOST_TEST(failed.result.info()->elapsed >= std::chrono::milliseconds(500));
    BOOST_TEST(failed.result.info()->attempts == 0);
    BOOST_TEST(one.call().result.attempts() == 1);
    BOOST_TEST(one.client().stats().retries == 2u);
}

BOOST_AUTO_TEST_CASE(fault_T2_fin_in_mid_handshake) {
    check_repeated_handshake([](fault_peer& peer) { peer.fin(); }, errc::tls_failed);
    for (const std::size_t bytes : {0U, 1U, 5U, 60U, 300U})
        BOOST_TEST_CONTEXT(bytes << " bytes") {
            check_repeated_handshake(breaking_off(bytes, &fault_peer::fin), errc::tls_failed);
        }
}

BOOST_AUTO_TEST_CASE(fault_T2_rst_in_mid_handshake) {
    // Not before the client's first bytes: that could still be a connection that fails.
    for (const std::size_t bytes : {0U, 1U, 5U, 60U, 300U})
        BOOST_TEST_CONTEXT(bytes << " bytes") {
            check_repeated_handshake(breaking_off(bytes, &fault_peer::rst), errc::tls_failed);
        }
}

BOOST_AUTO_TEST_CASE(fault_T2_close_notify_in_mid_handshake) {
    check_repeated_handshake(saying(alert(1, 0)), errc::tls_failed);
}

BOOST_AUTO_TEST_CASE(fault_T3_plaintext_http_on_the_tls_port) {
    check_foreign("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
    check_foreign("HTTP/1.0 301 Moved\r\nLocation: https://other.test/\r\n\r\n");
    check_foreign("<html>You spoke TLS to an HTTP port</html>");
}

BOOST_AUTO_TEST_CASE(fault_T3_garbage) {
    check_foreign("SSH-2.0-OpenSSH_9.2p1\r\n");
    check_foreign("220 mail.test ESMTP\r\n");
    check_foreign(std::string(100, '\0'));
    check_foreign(std::string(100, '\xff'));
    // Records by their looks, handshakes by no means.
    check_foreign("\x16\x03\x03\xff\xff" + std::string(100, 'x'));
    check_foreign("\x16\x03\x03" + std::string("\0\x04", 2) + "xxxx");
    check_foreign("\x17\x03\x03" + std::string("\0\x04", 2) + "data");
}

BOOST_AUTO_TEST_CASE(fault_T5_alerts) {
    check_refused(saying(alert(2, SSL_AD_HANDSHAKE_FAILURE)), errc::tls_failed,
                  "handshake failure");
    check_refused(saying(alert(2, SSL_AD_UNRECOGNIZED_NAME)), errc::tls_failed,
                  "unrecognized name");
    check_refused(saying(alert(2, SSL_AD_PROTOCOL_VERSION)), errc::tls_failed, "protocol version");
    check_refused(saying(alert(2, SSL_AD_INTERNAL_ERROR)), errc::tls_failed, "internal error");
}

BOOST_AUTO_TEST_CASE(fault_T4_alert_then_close) {
    check_refused(
        [](fault_peer& peer) {
            peer.read_some();
            peer.write(alert(2, SSL_AD_HANDSHAKE_FAILURE));
            peer.fin();
            peer.stall();
        },
        errc::tls_failed, "handshake failure");
}

BOOST_AUTO_TEST_CASE(fault_T4_client_certificate_missing) {
    const auto old = demanding_server(TLS1_2_VERSION);
    check_refused(demanding(old.get()), errc::tls_failed, "handshake failure");
    const auto current = demanding_server(TLS1_3_VERSION);
    check_refused(demanding(current.get()), errc::tls_failed, "certificate required", tls_side(),
                  1);
}

BOOST_AUTO_TEST_CASE(fault_T4_client_certificate_of_a_stranger) {
    const certificate stranger(recipe("client").extended_usage("clientAuth"));
    const tls_side client(usual_host, trusting_root().client_certificate_pem(
                                          stranger.pem(), mrs::secret(stranger.key_pem())));
    for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
        const auto server = demanding_server(version);
        check_refused(demanding(server.get()), errc::tls_failed, "unknown CA", client,
                      version == TLS1_3_VERSION ? 1 : 0);
    }
}

BOOST_AUTO_TEST_SUITE_END()
