// SPDX-License-Identifier: BSL-1.0
#include "row_checks.hpp"
#include "server_identity.hpp"
#include "tls_row.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <chrono>
#include <functional>
#include <stdexcept>
#include <string>
#include <thread>

using namespace mrs_test;
using mrs::errc;

// What TLS says beside the answers: its end, its tickets and keys, and the wish to begin anew.

namespace tls_ends {
namespace {

const std::string until_close = "HTTP/1.1 200 OK\r\n\r\n" + succeed_body;

/// One connection that `idle` is done to, between an answer and the next request.
void check_while_idle(const std::function<void(fault_peer&)>& idle) {
    std::atomic<bool> answered = false;
    std::atomic<bool> done = false;
    const auto script = [&](fault_peer& peer) {
        if (!peer.tls() || peer.read_request().empty() || !peer.write(succeed_answer()))
            return;
        while (!answered && peer.pause(std::chrono::milliseconds(1))) {
        }
        idle(peer);
        done = true;
        peer.answer_all();
    };
    fault_case one({script});
    BOOST_TEST(one.call().result.succeeded());
    answered = true;
    while (!done)
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    for (int i = 0; i < 3; ++i) {
        const auto [ec, result] = one.call();
        BOOST_TEST(!ec, ec.message());
        BOOST_TEST(result.attempts() == 1);
    }
    BOOST_TEST(one.client().stats().replays == 0u);
    BOOST_TEST(one.server().connections() == 1u);
}

mrs::core::ssl_ctx_ptr tls_1_2_server() {
    auto context = server_context(good_leaf());
    SSL_CTX_set_max_proto_version(context.get(), TLS1_2_VERSION);
    SSL_CTX_clear_options(context.get(), SSL_OP_NO_RENEGOTIATION);
    return context;
}

/// The answer with a HelloRequest before it, and then `then`.
fault_server::script renegotiating(std::atomic<int>& granted, bool insisting) {
    return [&granted, insisting](fault_peer& peer) {
        if (!peer.tls() || peer.read_request().empty())
            return;
        if (SSL_renegotiate(peer.ssl()) != 1 || SSL_do_handshake(peer.ssl()) != 1)
            throw std::runtime_error("OpenSSL does not ask for a renegotiation");
        if (!insisting)
            peer.write(succeed_answer());
        peer.read_some();
        granted += SSL_renegotiate_pending(peer.ssl()) == 0 && SSL_is_init_finished(peer.ssl()) == 1
                       ? 1
                       : 0;
    };
}

} // namespace
} // namespace tls_ends

BOOST_AUTO_TEST_SUITE(tls_ends)

BOOST_AUTO_TEST_CASE(fault_T6_close_notify_in_place_of_an_answer) {
    check_fault(after_request([](fault_peer& peer) {
                    peer.close_notify();
                    peer.fin();
                }),
                errc::connection_closed, repetition::repeated);
}

BOOST_AUTO_TEST_CASE(fault_T7_fin_without_close_notify_after_a_whole_answer) {
    fault_case one({after_request([](fault_peer& peer) {
        peer.write(succeed_answer());
        peer.fin();
        peer.stall();
    })});
    const auto [ec, result] = one.call();
    BOOST_TEST(!ec, ec.message());
    BOOST_TEST(result.attempts() == 1);
    const ending second = one.call();
    BOOST_TEST(second.result.attempts() == 1);
    BOOST_TEST(one.server().connections() == 2u);
    BOOST_TEST(one.server().requests_on(0) == 1u);
}

BOOST_AUTO_TEST_CASE(fault_T7_fin_without_close_notify_where_it_ends_the_body) {
    fault_case one({after_request([](fault_peer& peer) {
        peer.write(until_close);
        peer.fin();
        peer.stall();
    })});
    const auto [ec, result] = one.call(mrs::call_options().max_attempts(1));
    BOOST_TEST(ec == errc::truncated, ec.message());
}

BOOST_AUTO_TEST_CASE(fault_T7_close_notify_where_it_ends_the_body) {
    fault_case one({after_request([](fault_peer& peer) { peer.write(until_close); })});
    BOOST_TEST(one.call().result.succeeded());
    BOOST_TEST(one.client().stats().connections_idle == 0u);
}

BOOST_AUTO_TEST_CASE(fault_T8_tickets_while_idle) {
    for (const int count : {1, 50})
        check_while_idle([count](fault_peer& peer) {
            for (int i = 0; i < count; ++i)
                if (SSL_new_session_ticket(peer.ssl()) != 1 || SSL_do_handshake(peer.ssl()) != 1)
                    throw std::runtime_error("OpenSSL makes no ticket");
        });
}

BOOST_AUTO_TEST_CASE(fault_T8_key_update_while_idle) {
    for (const int wish : {SSL_KEY_UPDATE_NOT_REQUESTED, SSL_KEY_UPDATE_REQUESTED})
        check_while_idle([wish](fault_peer& peer) {
            for (int i = 0; i < 3; ++i)
                if (SSL_key_update(peer.ssl(), wish) != 1 || SSL_do_handshake(peer.ssl()) != 1)
                    throw std::runtime_error("OpenSSL updates no key");
        });
}

/// Tickets and key updates that come in one read with an answer: the connection may be replaced,
/// but nobody hears of it.
BOOST_AUTO_TEST_CASE(fault_T8_tickets_and_key_update_behind_the_answer) {
    const auto script = [](fault_peer& peer) {
        if (!peer.tls())
            return;
        while (!peer.read_request().empty() && peer.write(succeed_answer())) {
            SSL_new_session_ticket(peer.ssl());
            SSL_do_handshake(peer.ssl());
            SSL_key_update(peer.ssl(), SSL_KEY_UPDATE_REQUESTED);
            SSL_do_handshake(peer.ssl());
        }
    };
    fault_case one(
        {},
        [] {
            fault_server_options options;
            options.tls = server_tls();
            return options;
        }(),
        script);
    for (int i = 0; i < 50; ++i) {
        const auto [ec, result] = one.call();
        BOOST_TEST(!ec, ec.message());
        BOOST_TEST(result.attempts() == 1);
    }
}

BOOST_AUTO_TEST_CASE(fault_T4_renegotiation) {
    for (const bool insisting : {false, true}) {
        std::atomic<int> granted = 0;
        const auto context = tls_1_2_server();
        fault_server_options server_options;
        server_options.tls = context.get();
        fault_case one({renegotiating(granted, insisting)}, server_options);
        one.options() = options_for(one.server(), tls_side());
        const auto [ec, result] = one.call(mrs::call_options().max_attempts(1));
        BOOST_TEST(result.succeeded() == !insisting, ec.message());
        BOOST_TEST(one.call().result.succeeded());
        BOOST_TEST(one.server().requests_on(0) == 1u);
        one.server().stop();
        one.without_good_call();
        BOOST_TEST(granted == 0);
    }
}

BOOST_AUTO_TEST_SUITE_END()
