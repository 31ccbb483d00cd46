// SPDX-License-Identifier: BSL-1.0
#include "phases.hpp"

#include "row_checks.hpp"
#include "server_identity.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <utility>

namespace mrs_test {

namespace asio = boost::asio;
using std::chrono::milliseconds;

namespace {

/// Another loopback address, on the same port as the server's.
constexpr const char* elsewhere = "127.0.0.99";

/// Little enough, with a segment to match, that a request of a megabyte does not fit the sockets.
fault_server_options small_sockets() {
    fault_server_options options;
    options.tls = server_tls();
    options.receive_buffer = 2'304;
    options.segment = 536;
    return options;
}

} // namespace

std::string name_of(phase one) {
    static const std::vector<std::string> names = {"resolve",   "connect",      "handshake",
                                                   "write",     "read",         "back-off",
                                                   "pool wait", "token refresh"};
    return names.at(static_cast<std::size_t>(one));
}

bool was_sent(phase one) noexcept {
    return one == phase::write || one == phase::read || one == phase::back_off;
}

held_call::held_call(phase where) : where_(where) {
    case_.emplace(scripts(), small_sockets());
    gate_.emplace(case_->context());
    gate_->expires_at(asio::steady_timer::time_point::max());
    case_->options() = options();
    if (where_ == phase::connect)
        hole_.emplace(elsewhere, case_->server().port());
}

std::vector<fault_server::script> held_call::scripts() {
    switch (where_) {
    case phase::handshake:
        return {[this](fault_peer& peer) {
            hold_peer(peer);
            peer.serve();
        }};
    case phase::write:
        return {[this](fault_peer& peer) {
            if (!peer.tls())
                return;
            hold_peer(peer);
            if (!peer.read_request().empty())
                peer.write(answer(200, R"({"id":"x","status":"RUNNING"})"));
            peer.answer_all();
        }};
    case phase::read:
    case phase::pool_wait:
        return {after_request([this](fault_peer& peer) {
            hold_peer(peer);
            peer.write(succeed_answer());
            peer.answer_all();
        })};
    case phase::back_off:
        return {answering(answer(503, "", "Retry-After: 100\r\n"))};
    case phase::resolve:
    case phase::connect:
    case phase::token_refresh:
        break;
    }
    return {};
}

mrs::client_options held_call::options() {
    const std::string port = ":" + std::to_string(case_->server().port());
    const bool named = where_ == phase::resolve || where_ == phase::connect;
    auto credentials = mrs::credentials::token(mrs::secret("token"));
    if (where_ == phase::token_refresh)
        credentials = mrs::credentials::provider([this] { return token(); });
    mrs::client_options options(named ? "https://mrs.example.test" + port : case_->server().url(),
                                "project1", credentials);
    options.tls(trusted_tls().server_name("localhost")).resolver([this](const std::string&) {
        return addresses();
    });
    options.pool(mrs::pool_options().max_connections(1));
    options.timeouts(mrs::timeout_options().call({}).handshake(milliseconds(500)));
    if (where_ == phase::write)
        options.timeouts(mrs::timeout_options().call({}).attempt({}).write({}).read({}));
    return options;
}

asio::awaitable<void> held_call::hold() {
    asked_ = true;
    if (!go_) {
        const auto waited = co_await gate_->async_wait(asio::as_tuple(asio::use_awaitable));
        static_cast<void>(waited);
    }
}

asio::awaitable<std::vector<asio::ip::address>> held_call::addresses() {
    if (where_ == phase::resolve)
        co_await hold();
    std::vector<asio::ip::address> all;
    if (where_ == phase::connect)
        all.push_back(asio::ip::make_address(elsewhere));
    all.push_back(asio::ip::make_address("127.0.0.1"));
    co_return all;
}

asio::awaitable<mrs::auth_token> held_call::token() {
    co_await hold();
    co_return mrs::auth_token(mrs::secret("token"));
}

void held_call::hold_peer(fault_peer& peer) {
    while (!go_ && peer.pause(milliseconds(1))) {
    }
}

bool held_call::on_connected() {
    const mrs::client_stats stats = case_->client().stats();
    switch (where_) {
    case phase::resolve:
    case phase::token_refresh:
        return asked_;
    case phase::connect:
        return stats.connections_opening == 1;
    case phase::handshake:
        return case_->server().connections() == 1;
    case phase::write:
        return stats.connections_in_use == 1;
    case phase::read:
        return case_->server().requests().size() == 1;
    case phase::back_off:
        return stats.retries == 1;
    case phase::pool_wait:
        return stats.connections_in_use == 1 && stats.calls_waiting == 1;
    }
    return false;
}

void held_call::start() {
    if (where_ == phase::pool_wait)
        mrs_test::start(case_->client(), "cluster1", "occupant", mrs::call_options(), occupant_);
    if (where_ == phase::write)
        case_->client().async_execute_sql(
            mrs::execute_sql_request("cluster1", std::string(1'000'000, 'x')), mrs::call_options(),
            asio::bind_cancellation_slot(
                signal.slot(), [this](mrs::error_code result, const mrs::sql_execution& answer) {
                    complete(result, answer.info());
                }));
    else
        case_->client().async_cancel_sql(
            mrs::cancel_sql_request("cluster1", "id"),
            asio::bind_cancellation_slot(
                signal.slot(),
                [this](mrs::error_code result, const mrs::cancel_sql_result& answer) {
                    complete(result, answer.info());
                }));
    case_->run_until([this] { return on_connected(); });
    // As far into the phase as it comes.
    for (int i = 0; i < 10; ++i)
        case_->context().run_for(milliseconds(1));
}

void held_call::complete(mrs::error_code result, std::shared_ptr<const mrs::diagnostics> details) {
    BOOST_TEST(!ec.has_value());
    ec = result;
    info = std::move(details);
}

void held_call::release() {
    go_ = true;
    gate_->cancel();
}

void held_call::drop_context() noexcept {
    go_ = true;
    gate_.reset();
    case_->drop_context();
}

} // namespace mrs_test
