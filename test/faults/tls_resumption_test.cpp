// SPDX-License-Identifier: BSL-1.0
#include "support/temporary_file.hpp"
#include "tls_row.hpp"

#include <boost/test/unit_test.hpp>

#include <openssl/x509_vfy.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

using namespace mrs_test;
using mrs::errc;

// A resumed session shows no certificate: nothing may get in by it that a full handshake would not
// let in.

namespace tls_resumption {
namespace {

using mrs::core::ssl_ctx_ptr;

constexpr int versions[] = {TLS1_2_VERSION, TLS1_3_VERSION};

ssl_ctx_ptr server_of(const certificate& leaf, int version,
                      const std::vector<certificate>& between = {}) {
    auto context = server_context(leaf, between);
    SSL_CTX_set_min_proto_version(context.get(), version);
    SSL_CTX_set_max_proto_version(context.get(), version);
    return context;
}

/// A server that shows what it is told to, and a client that opens a connection for each call.
class resumption {
public:
    resumption(ssl_ctx_ptr first, const tls_side& client) : shown_(first.get()) {
        contexts_.push_back(std::move(first));
        fault_server_options options;
        options.tls = shown_;
        one_ = std::make_unique<fault_case>(std::vector<fault_server::script>{}, options,
                                            [this](fault_peer& peer) {
                                                if (peer.tls(shown_))
                                                    peer.answer_all();
                                            });
        one_->options() = options_for(one_->server(), client).pool(mrs::pool_options().max_uses(1));
    }

    void show(ssl_ctx_ptr next) {
        shown_ = next.get();
        contexts_.push_back(std::move(next));
    }
    /// Returns when the server has closed its end too: cases beside this one count descriptors.
    ending call() {
        ending end = one_->call(mrs::call_options().max_attempts(3));
        while (one_->server().open() != 0)
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        return end;
    }
    std::uint64_t resumed() { return one_->client().stats().tls_resumed; }
    fault_case& operator*() { return *one_; }

    /// A first call and one that resumes its session. False where a certificate was too short-lived
    /// for this machine.
    bool resumes() {
        const std::uint64_t before = resumed();
        return !call().ec && !call().ec && resumed() == before + 1;
    }

    /// The next call is not let in by the old session.
    void check_refused(int verified) {
        const auto requests = one_->server().requests().size();
        const auto [ec, result] = call();
        BOOST_TEST(ec == errc::certificate_rejected, ec.message());
        BOOST_TEST_REQUIRE(result.info() != nullptr);
        BOOST_TEST(result.info()->detail.find("(" + std::to_string(verified) + ")") !=
                       std::string::npos,
                   result.info()->detail);
        BOOST_TEST(result.info()->attempts == 0);
        BOOST_TEST(one_->server().requests().size() == requests);
    }

private:
    std::vector<ssl_ctx_ptr> contexts_; ///< Each to the end: a script may still use it.
    std::atomic<SSL_CTX*> shown_;
    std::unique_ptr<fault_case> one_;
};

/// Makes what is good for so many seconds from now.
using maker = std::function<std::unique_ptr<resumption>(long)>;

/// The shortest-lived that this machine is fast enough for.
std::unique_ptr<resumption> short_lived(const maker& make) {
    for (long seconds = 2; seconds <= 64; seconds *= 2) {
        auto made = make(seconds);
        if (made->resumes())
            return made;
        (**made).without_good_call();
    }
    BOOST_FAIL("no session was resumed");
    return nullptr;
}

std::unique_ptr<resumption> with_leaf(long seconds, int version) {
    const certificate leaf(recipe("leaf").dns(usual_host).valid(-60, seconds), test_root());
    return std::make_unique<resumption>(server_of(leaf, version), tls_side());
}

std::unique_ptr<resumption> with_authority(long seconds, int version) {
    const certificate between(recipe("between").authority().valid(-60, seconds), test_root());
    const certificate leaf(recipe("leaf").dns(usual_host), between);
    return std::make_unique<resumption>(server_of(leaf, version, {between}), tls_side());
}

std::unique_ptr<resumption> with_root(long seconds, int version) {
    const certificate root(
        recipe("short root").authority().key(key_kind::p256, 2).valid(-60, seconds));
    const certificate leaf(recipe("leaf").dns(usual_host), root);
    const mrs::tls_options demands = mrs::tls_options().ca_pem(root.pem() + test_root().pem());
    return std::make_unique<resumption>(server_of(leaf, version), tls_side(usual_host, demands));
}

std::unique_ptr<resumption> with_list(long seconds, int version) {
    const temporary_file file;
    file.write(test_root().revocations({}, -60, seconds));
    auto made =
        std::make_unique<resumption>(server_of(good_leaf(), version),
                                     tls_side(usual_host, trusting_root().crl_file(file.path())));
    (**made).client(); // Reads the file.
    return made;
}

} // namespace
} // namespace tls_resumption

BOOST_AUTO_TEST_SUITE(tls_resumption)

BOOST_AUTO_TEST_CASE(fault_T9_expired_since) {
    std::vector<std::pair<std::unique_ptr<resumption>, int>> all;
    for (const int version : versions) {
        const auto add = [&](auto make, int verified) {
            all.emplace_back(short_lived([&](long lifetime) { return make(lifetime, version); }),
                             verified);
        };
        add(with_leaf, X509_V_ERR_CERT_HAS_EXPIRED);
        add(with_authority, X509_V_ERR_CERT_HAS_EXPIRED);
        add(with_root, X509_V_ERR_CERT_HAS_EXPIRED);
        add(with_list, X509_V_ERR_CRL_HAS_EXPIRED);
    }
    for (; !all.empty(); all.pop_back()) {
        auto& [one, verified] = all.back();
        // Whatever the machine's speed, at some time the session is over.
        while (!one->call().ec)
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
        one->check_refused(verified);
        if (verified == X509_V_ERR_CRL_HAS_EXPIRED)
            (**one).without_good_call();
        else
            one->show(server_context(good_leaf()));
    }
}

BOOST_AUTO_TEST_CASE(fault_T9_ticket_rejected) {
    for (const int version : versions) {
        resumption one(server_of(good_leaf(), version), tls_side());
        BOOST_TEST(one.resumes());
        one.show(server_of(good_leaf(), version)); // With other ticket keys.
        const auto [ec, result] = one.call();
        BOOST_TEST(!ec, ec.message());
        BOOST_TEST(result.attempts() == 1);
        BOOST_TEST(one.resumed() == 1u);
        BOOST_TEST(!one.call().ec);
        BOOST_TEST(one.resumed() == 2u);
    }
}

BOOST_AUTO_TEST_CASE(fault_T9_ticket_rejected_and_another_certificate_shown) {
    for (const int version : versions) {
        resumption one(server_of(good_leaf(), version), tls_side());
        BOOST_TEST(one.resumes());
        one.show(server_of({recipe("leaf").dns("other.test"), test_root()}, version));
        one.check_refused(X509_V_ERR_HOSTNAME_MISMATCH);
        one.show(server_of({recipe("leaf").dns(usual_host).valid(-60, -1), test_root()}, version));
        one.check_refused(X509_V_ERR_CERT_HAS_EXPIRED);
        one.show(server_of(certificate(recipe("leaf").dns(usual_host)), version));
        one.check_refused(X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT);
        one.show(server_of(good_leaf(), version));
    }
}

BOOST_AUTO_TEST_CASE(fault_T9_no_session_of_one_client_serves_another) {
    for (const int version : versions) {
        resumption one(server_of(good_leaf(), version), tls_side());
        BOOST_TEST(one.resumes());
        boost::asio::io_context context;
        const mrs::client other(
            context, options_for((*one).server(), tls_side(usual_host, mrs::tls_options())));
        std::optional<ending> out;
        start(other, "cluster1", "id", mrs::call_options(), out);
        context.run();
        BOOST_TEST_REQUIRE(out.has_value());
        BOOST_TEST(out->ec == errc::certificate_rejected, out->ec.message());
    }
}

/// A client reads its lists once. What they say later holds for the next one, to whom no session of
/// the first one is of use.
BOOST_AUTO_TEST_CASE(fault_T9_revoked_since) {
    const temporary_file file;
    const certificate leaf = good_leaf();
    const tls_side client(usual_host, trusting_root().crl_file(file.path()));
    file.write(test_root().revocations({}));
    resumption one(server_of(leaf, TLS1_3_VERSION), client);
    BOOST_TEST(one.resumes());
    file.write(test_root().revocations({&leaf}));
    check_refused((*one).server().tls_context(), X509_V_ERR_CERT_REVOKED, client);
}

BOOST_AUTO_TEST_SUITE_END()
