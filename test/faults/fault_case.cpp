// SPDX-License-Identifier: BSL-1.0
#include "fault_case.hpp"

#include "../unit/test_certificate.hpp"
#include "answers.hpp"

#include <openssl/pem.h>

#include <algorithm>
#include <exception>
#include <filesystem>
#include <iterator>
#include <stdexcept>
#include <utility>

namespace mrs_test {

namespace asio = boost::asio;

namespace {

using mrs::net::bio_ptr;
using mrs::net::evp_pkey_ptr;
using mrs::net::ssl_ctx_ptr;
using mrs::net::x509_ptr;

const test_certificate& certificate() {
    static const test_certificate one("fault server", "DNS:localhost,IP:127.0.0.1");
    return one;
}

bio_ptr reader_of(const std::string& text) {
    return bio_ptr(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

ssl_ctx_ptr make_context() {
    const x509_ptr shown(
        PEM_read_bio_X509(reader_of(certificate().certificate).get(), nullptr, nullptr, nullptr));
    const evp_pkey_ptr key(
        PEM_read_bio_PrivateKey(reader_of(certificate().key).get(), nullptr, nullptr, nullptr));
    ssl_ctx_ptr context(SSL_CTX_new(TLS_server_method()));
    if (!context || SSL_CTX_use_certificate(context.get(), shown.get()) != 1 ||
        SSL_CTX_use_PrivateKey(context.get(), key.get()) != 1)
        throw std::runtime_error("OpenSSL made no server context");
    return context;
}

fault_server_options over(transport kind) {
    fault_server_options options;
    options.tls = kind == transport::tls ? server_tls() : nullptr;
    return options;
}

mrs::client_options options_for(const fault_server& server) {
    mrs::client_options options(server.url(), "project1",
                                mrs::credentials::token(mrs::secret("token-of-the-fault-tests")));
    options.allow_plaintext_loopback(true).tls(trusted_tls());
    options.timeouts(mrs::timeouts().call(std::chrono::seconds(30)));
    return options;
}

} // namespace

std::size_t open_descriptors() {
    const std::filesystem::directory_iterator all("/proc/self/fd");
    return static_cast<std::size_t>(std::distance(begin(all), end(all)));
}

SSL_CTX* server_tls() {
    static const ssl_ctx_ptr context = make_context();
    return context.get();
}

mrs::tls_options trusted_tls() {
    return mrs::tls_options().ca_pem(certificate().certificate);
}

fault_case::fault_case(std::vector<fault_server::script> first, transport kind)
    : fault_case(std::move(first), over(kind)) {}

fault_case::fault_case(std::vector<fault_server::script> first,
                       const fault_server_options& server_options, fault_server::script then)
    : server_(std::in_place, std::move(first), server_options, std::move(then)),
      options_(options_for(*server_)) {}

fault_case::~fault_case() {
    if (std::uncaught_exceptions() == 0 && good_call_)
        check_good_call();
    client_.reset();
    context_->restart();
    context_->run();
    context_.reset();
    server_->stop();
    BOOST_TEST(server_->complaints() == "");
    server_.reset();
    BOOST_TEST(open_descriptors() == descriptors_);
}

mrs::client& fault_case::client() {
    if (!client_)
        client_.emplace(*context_, options_);
    return *client_;
}

ending fault_case::call(mrs::call_options limits) {
    return std::move(calls(1, limits).front());
}

std::vector<ending> fault_case::calls(std::size_t count, mrs::call_options limits) {
    std::vector<std::optional<ending>> outs(count);
    const auto limit = limits.timeout().value_or(options_.timeouts().call());
    const auto begun = std::chrono::steady_clock::now();
    for (std::size_t i = 0; i < count; ++i)
        start(client(), "cluster1", "id-" + std::to_string(i), limits, outs[i]);
    settle();
    BOOST_TEST((std::chrono::steady_clock::now() - begun < limit + slack));
    std::vector<ending> ends;
    for (auto& out : outs) {
        BOOST_TEST_REQUIRE(out.has_value());
        ends.push_back(std::move(*out));
    }
    return ends;
}

void fault_case::run_until(const std::function<bool()>& done) {
    context_->restart();
    while (!done())
        BOOST_TEST_REQUIRE(context_->run_one() == 1u);
}

void fault_case::settle() {
    context_->restart();
    context_->run();
    check_counts();
}

void fault_case::check_counts() {
    const mrs::client_stats stats = client().stats();
    BOOST_TEST(stats.calls_in_flight == 0u);
    BOOST_TEST(stats.calls_waiting == 0u);
    BOOST_TEST(stats.connections_opening == 0u);
    BOOST_TEST(stats.connections_in_use == 0u);
    BOOST_TEST(stats.connections_idle <= options_.pool().max_connections());
}

void fault_case::check_good_call() {
    const ending good = call();
    BOOST_TEST(!good.ec, "the good call afterwards: " << good.ec.message());
    BOOST_TEST(good.result.succeeded());
}

fault_server::script after_request(std::function<void(fault_peer&)> what) {
    return [what = std::move(what)](fault_peer& peer) {
        if (peer.tls() && !peer.read_request().empty())
            what(peer);
    };
}

fault_server::script answering(std::string bytes) {
    return after_request([bytes = std::move(bytes)](fault_peer& peer) {
        if (peer.write(bytes))
            peer.answer_all();
    });
}

fault_server::script answering_last(std::string bytes) {
    return after_request([bytes = std::move(bytes)](fault_peer& peer) { peer.write(bytes); });
}

namespace {

void check_one_attempt(const fault_server::script& fault, mrs::errc code, transport kind,
                       repetition again, mrs::call_options limits) {
    fault_case one({fault}, kind);
    const auto [ec, result] = one.call(limits.max_attempts(again == repetition::final ? 3 : 1));
    BOOST_TEST(ec == code, ec.message());
    BOOST_TEST_REQUIRE(result.info() != nullptr);
    BOOST_TEST(result.info()->attempts == 1);
    const auto stop = again == repetition::final ? mrs::stop_reason::permanent
                                                 : mrs::stop_reason::attempts_exhausted;
    BOOST_TEST(mrs::to_string(result.info()->stop) == mrs::to_string(stop));
    BOOST_TEST(one.server().connections() == 1u);
    BOOST_TEST(one.client().stats().connections_idle == 0u);
    BOOST_TEST(one.call().result.succeeded());
    BOOST_TEST(one.server().connections() == 2u);
    BOOST_TEST(one.server().requests_on(0) <= 1u);
}

void check_repeated(const fault_server::script& fault, transport kind, mrs::call_options limits) {
    fault_case one({fault, fault}, kind);
    const auto [ec, result] = one.call(limits.max_attempts(3));
    BOOST_TEST(!ec, ec.message());
    BOOST_TEST(result.succeeded());
    BOOST_TEST(result.attempts() == 3);
    BOOST_TEST(one.client().stats().retries == 2u);
    BOOST_TEST(one.server().requests_on(0) <= 1u);
    BOOST_TEST(one.server().requests_on(1) <= 1u);
}

} // namespace

void check_fault(const fault_server::script& fault, mrs::errc code, repetition again,
                 mrs::call_options limits) {
    for (const transport kind : both_transports)
        BOOST_TEST_CONTEXT((kind == transport::tls ? "over TLS" : "without TLS")) {
            check_one_attempt(fault, code, kind, again, limits);
            if (again == repetition::repeated)
                check_repeated(fault, kind, limits);
        }
}

} // namespace mrs_test
