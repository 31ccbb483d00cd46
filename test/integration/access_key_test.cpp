// SPDX-License-Identifier: BSL-1.0
#include "auth/signing/signer.hpp"
#include "emulator.hpp"
#include "scripted_peer.hpp"
#include "support/run.hpp"
#include "support/temporary_file.hpp"

#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <ctime>
#include <future>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace asio = boost::asio;
using mrs::access_key;
using mrs::errc;
using mrs::secret;
using mrs_test::cancel;
using mrs_test::cancelled_reply;
using mrs_test::ending;
using mrs_test::peer_reply;
using mrs_test::peer_request;
using mrs_test::refused_reply;
using mrs_test::scripted_peer;
using mrs_test::start;
using namespace std::chrono_literals;

namespace access_keys {
namespace {

const access_key good("AKEXAMPLE", secret("hunter2/hunter2=="));

std::string field(const peer_request& request, const char* name) {
    const auto value = request[name];
    return {value.data(), value.size()};
}

/// The time of a request's X-Sdk-Date.
std::chrono::sys_seconds date_of(const peer_request& request) {
    std::tm time{};
    if (::strptime(field(request, "X-Sdk-Date").c_str(), "%Y%m%dT%H%M%SZ", &time) == nullptr)
        return {};
    return std::chrono::floor<std::chrono::seconds>(
        std::chrono::system_clock::from_time_t(::timegm(&time)));
}

std::string http_date(std::chrono::sys_seconds time) {
    const std::time_t number = std::chrono::system_clock::to_time_t(time);
    std::tm parts{};
    ::gmtime_r(&number, &parts);
    char text[64];
    return {text, std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts)};
}

/// Whether a request is what `key` would sign, by the whole head that it has.
bool is_signed_by(const access_key& key, const peer_request& request) {
    mrs::auth::signed_fields fields;
    fields.host = field(request, "Host");
    fields.content_type = field(request, "Content-Type");
    fields.project_id = field(request, "X-Project-Id");
    std::string expected;
    mrs::auth::signer(key, fields)
        .append_headers(expected, "POST", {request.target().data(), request.target().size()}, "",
                        date_of(request));
    const std::string authorization = field(request, "Authorization");
    return !authorization.empty() && expected.find(authorization) != std::string::npos &&
           fields.project_id == "p1" &&
           field(request, "X-Security-Token") == key.security_token().reveal();
}

std::chrono::sys_seconds now() {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

/// What a gateway says whose clock is ahead of ours, and that takes dates within 15 minutes.
peer_reply judged(const peer_request& request, const access_key& key, std::chrono::seconds ahead,
                  int refusal = 401) {
    const bool in_time = std::chrono::abs(date_of(request) - (now() + ahead)) <= 15min;
    peer_reply reply = in_time && is_signed_by(key, request)
                           ? cancelled_reply()
                           : peer_reply(refusal, R"({"error_code":"APIGW.0301","error_msg":"no"})");
    return reply.header("Date", http_date(now() + ahead));
}

scripted_peer gateway(access_key key, std::chrono::seconds ahead = 0s,
                      std::chrono::milliseconds delay = 0ms, int refusal = 401) {
    return scripted_peer([=](const peer_request& request, int) {
        return judged(request, key, ahead, refusal).delay(delay);
    });
}

/// The gateway, but for one request, which a box on the way answers: its clock is an hour behind.
scripted_peer gateway_behind_a_box(int at, const peer_reply& box) {
    return scripted_peer([=](const peer_request& request, int number) {
        return number == at ? peer_reply(box).header("Date", http_date(now() - 1h))
                            : judged(request, good, 0s);
    });
}

struct fixture {
    asio::io_context context;

    static mrs::client_options options(const scripted_peer& mrs, mrs::credentials source) {
        mrs::client_options result(mrs.url(), "p1", std::move(source));
        result.allow_plaintext_loopback(true);
        return result;
    }
    static mrs::client_options options(const scripted_peer& mrs, const access_key& key) {
        return options(mrs, mrs::credentials::keys(key));
    }

    std::vector<ending> cancel_many(const mrs::client& client, std::size_t count) {
        std::vector<std::optional<ending>> outs(count);
        for (auto& out : outs)
            start(client, "c1", "20261124_061500_00042_abcde", mrs::call_options(), out);
        context.restart();
        context.run();
        std::vector<ending> endings;
        for (auto& out : outs) {
            BOOST_TEST_REQUIRE(out.has_value());
            endings.push_back(std::move(*out));
        }
        return endings;
    }
};

mrs::bulk_summary run(asio::io_context& context, const mrs::client& client, std::size_t count) {
    std::vector<mrs::cancel_sql_request> requests(count, mrs::cancel_sql_request("c1", "q1"));
    auto done = client.async_cancel_all(
        mrs::bulk_source(std::move(requests)), mrs::bulk_options(), [](const mrs::bulk_outcome&) {},
        asio::use_future);
    context.restart();
    context.run();
    return done.get();
}

bool all_succeeded(const std::vector<ending>& endings) {
    return std::all_of(endings.begin(), endings.end(),
                       [](const ending& one) { return one.result.succeeded(); });
}

} // namespace
} // namespace access_keys

BOOST_FIXTURE_TEST_SUITE(access_keys, fixture)

BOOST_AUTO_TEST_CASE(requests_are_signed) {
    const scripted_peer mrs = gateway(good);
    const mrs::client client(context, options(mrs, good));
    BOOST_TEST(all_succeeded(cancel_many(client, 200)));
    BOOST_TEST(cancel(context, client, "c1", "an id+with ~signs").result.succeeded());
    BOOST_TEST(mrs.requests() == 201);
}

BOOST_AUTO_TEST_CASE(temporary_keys_bring_their_token) {
    const access_key temporary = access_key(good).security_token(secret("st/example=="));
    const scripted_peer mrs = gateway(temporary);
    const mrs::client client(context, options(mrs, temporary));
    BOOST_TEST(all_succeeded(cancel_many(client, 20)));
}

/// As the emulator reads the vendor's description, which locks a key after five signatures that it
/// would have made otherwise.
BOOST_AUTO_TEST_CASE(ids_of_every_reserved_character_are_signed_as_the_service_checks) {
    const temporary_file secret_file;
    secret_file.write(std::string(good.key().reveal()));
    const mrs_test::emulator service(
        {"--access-key", "AKEXAMPLE", "--secret-key-file", secret_file.path()});
    const mrs::client client(context, mrs::client_options(service.endpoint(), service.project(),
                                                          mrs::credentials::keys(good))
                                          .tls(service.tls()));
    std::vector<std::string> ids = {"/", "//host", "../x", "a/", "a%2Fb", "http://host/", "\u00e4"};
    for (const char each : std::string(":/?#[]@!$&'()*+,;=-._~% \"<>\\^`{|}"))
        ids.push_back(std::string("a") + each + "b");
    for (const std::string& id : ids) {
        const auto [ec, result] = cancel(context, client, service.cluster(), id);
        BOOST_TEST(ec == errc::sql_not_found, id << ": " << ec.message());
    }
}

BOOST_AUTO_TEST_CASE(a_wrong_key_is_tried_by_one_call_alone_and_remembered) {
    const scripted_peer mrs = gateway(good, 0s, 20ms);
    const mrs::client client(context, options(mrs, access_key("AKEXAMPLE", secret("other-key"))));
    for (const auto& [ec, result] : cancel_many(client, 500))
        BOOST_TEST(ec == errc::unauthorized);
    BOOST_TEST(mrs.requests() == 1);
    const auto [ec, result] = cancel(context, client, "c1", "q1");
    BOOST_TEST(ec == errc::unauthorized);
    BOOST_TEST(result.info()->attempts == 0);
    BOOST_TEST(result.info()->detail.find("APIGW.0301") != std::string::npos);
    BOOST_TEST(result.info()->to_string().find("other-key") == std::string::npos);
    BOOST_TEST(mrs.requests() == 1);
}

BOOST_AUTO_TEST_CASE(a_call_that_tries_a_key_and_gets_no_answer_lets_the_next_one_try) {
    const std::pair<mrs::call_options, errc> limits[] = {
        {mrs::call_options().timeout(500ms), errc::call_timeout},
        {mrs::call_options().attempt_timeout(500ms).max_attempts(1), errc::read_timeout},
    };
    for (const auto& [limit, expected] : limits) {
        std::atomic<bool> silent = true;
        const scripted_peer mrs([&](const peer_request& request, int) {
            if (silent.exchange(false))
                return peer_reply::silence();
            return is_signed_by(good, request) ? cancelled_reply() : refused_reply();
        });
        const mrs::client client(context, options(mrs, good));
        std::optional<ending> first;
        start(client, "c1", "q1", limit, first);
        BOOST_TEST(all_succeeded(cancel_many(client, 50)));
        BOOST_TEST((first && first->ec == expected));
    }
}

BOOST_AUTO_TEST_CASE(a_wrong_clock_is_corrected_by_the_answers_date) {
    for (const std::chrono::seconds ahead : {std::chrono::seconds(2h), std::chrono::seconds(-30h)})
        for (const int refusal : {401, 403}) {
            const scripted_peer mrs = gateway(good, ahead, 0ms, refusal);
            const mrs::client client(context, options(mrs, good));
            BOOST_TEST(all_succeeded(cancel_many(client, 100)));
            BOOST_TEST(mrs.requests() == 101);
        }
}

BOOST_AUTO_TEST_CASE(a_403_of_a_box_on_the_way_sets_no_clock_and_ends_no_run) {
    for (const int at : {0, 20}) {
        const scripted_peer mrs = gateway_behind_a_box(at, peer_reply(403));
        const mrs::client client(context, options(mrs, good).rate(mrs::rate_options::off()));
        const auto summary = run(context, client, 50);
        BOOST_TEST((summary.end == mrs::bulk_end::complete));
        BOOST_TEST(summary.totals.succeeded == 49u);
        BOOST_TEST(summary.totals.errors == 1u);
        BOOST_TEST(mrs.requests() == 50);
    }
}

/// The service shows that the clock was right before, and the request is sent once more.
BOOST_AUTO_TEST_CASE(a_401_of_a_box_on_the_way_sets_the_clock_for_one_request) {
    for (const int at : {0, 20}) {
        const scripted_peer mrs = gateway_behind_a_box(at, refused_reply());
        const mrs::client client(context, options(mrs, good).rate(mrs::rate_options::off()));
        const auto summary = run(context, client, 50);
        BOOST_TEST((summary.end == mrs::bulk_end::complete));
        BOOST_TEST(summary.totals.succeeded == 50u);
        BOOST_TEST(mrs.requests() == 52);
    }
}

BOOST_AUTO_TEST_CASE(an_answer_out_of_a_cache_sets_no_clock) {
    const scripted_peer mrs = gateway_behind_a_box(1, refused_reply().header("Age", "3600"));
    const mrs::client client(context, options(mrs, good));
    BOOST_TEST(cancel(context, client, "c1", "q1").result.succeeded());
    BOOST_TEST(cancel(context, client, "c1", "q1").result.succeeded());
    BOOST_TEST(mrs.requests() == 3); // By another clock it would have been four.
}

BOOST_AUTO_TEST_CASE(a_single_401_ends_no_signed_run) {
    const scripted_peer mrs([](const peer_request& request, int number) {
        return number == 20 ? refused_reply() : judged(request, good, 0s);
    });
    const mrs::client client(context, options(mrs, good).rate(mrs::rate_options::off()));
    const auto summary = run(context, client, 50);
    BOOST_TEST((summary.end == mrs::bulk_end::complete));
    BOOST_TEST(summary.totals.succeeded == 50u);
    BOOST_TEST(mrs.requests() == 51);
}

/// The vendor locks a key after five signatures that it refuses.
BOOST_AUTO_TEST_CASE(a_key_that_is_refused_from_now_on_costs_two_attempts_beside_those_under_way) {
    const scripted_peer mrs([](const peer_request& request, int number) {
        return number >= 20 ? refused_reply() : judged(request, good, 0s);
    });
    const mrs::client client(context, options(mrs, good));
    for (int i = 0; i < 20; ++i)
        BOOST_TEST(cancel(context, client, "c1", "q1").result.succeeded());
    BOOST_TEST(cancel(context, client, "c1", "q1").ec == errc::unauthorized);
    BOOST_TEST(cancel(context, client, "c1", "q1").ec == errc::unauthorized);
    BOOST_TEST(mrs.requests() == 22);
}

BOOST_AUTO_TEST_CASE(a_wrong_key_and_a_wrong_clock_cost_two_attempts) {
    const scripted_peer mrs = gateway(good, 2h);
    const mrs::client client(context, options(mrs, access_key("AKEXAMPLE", secret("other-key"))));
    for (const auto& [ec, result] : cancel_many(client, 100))
        BOOST_TEST(ec == errc::unauthorized);
    BOOST_TEST(mrs.requests() == 2);
}

BOOST_AUTO_TEST_CASE(a_403_in_time_is_forbidden) {
    const scripted_peer mrs(
        [](const peer_request&, int) { return peer_reply(403).header("Date", http_date(now())); });
    const mrs::client client(context, options(mrs, good));
    BOOST_TEST(cancel(context, client, "c1", "q1").ec == errc::forbidden);
    BOOST_TEST(mrs.requests() == 1);
}

BOOST_AUTO_TEST_CASE(keys_come_from_a_coroutine_and_are_fetched_anew_once) {
    const scripted_peer mrs = gateway(good);
    int asked = 0;
    const auto provider = [&]() -> asio::awaitable<access_key> {
        ++asked;
        co_return asked == 1 ? access_key("AKOLD", secret("an-old-key")) : good;
    };
    const mrs::client client(context, options(mrs, mrs::credentials::key_provider(provider)));
    BOOST_TEST(all_succeeded(cancel_many(client, 100)));
    BOOST_TEST(asked == 2);
    BOOST_TEST(mrs.requests() == 101);
}

BOOST_AUTO_TEST_CASE(a_key_provider_that_throws_is_quoted) {
    const scripted_peer mrs = gateway(good);
    const auto provider = []() -> asio::awaitable<access_key> {
        throw std::runtime_error("the vault is sealed");
        co_return access_key();
    };
    const mrs::client client(context, options(mrs, mrs::credentials::key_provider(provider)));
    const auto [ec, result] = cancel(context, client, "c1", "q1");
    BOOST_TEST(ec == errc::credentials_failed);
    BOOST_TEST(result.info()->detail == "the access key provider failed: the vault is sealed");
}

BOOST_AUTO_TEST_CASE(each_endpoint_gets_requests_signed_for_its_own_name) {
    std::atomic<bool> right = true;
    std::array<std::atomic<const scripted_peer*>, 2> peers{};
    std::promise<void> moved;
    const auto answer = [&](std::size_t number) {
        return [&, number](const peer_request& request, int before) {
            const scripted_peer* const self = peers.at(number);
            if ("http://" + field(request, "Host") != self->url() || !is_signed_by(good, request))
                right = false;
            if (number == 1)
                moved.set_value();
            else if (before == 1) // So that no connection is free for the other call.
                moved.get_future().wait_for(60s);
            return cancelled_reply();
        };
    };
    scripted_peer one(answer(0));
    const scripted_peer two(answer(1));
    peers[0] = &one;
    peers[1] = &two;
    const mrs::client client(context, options(one, good).failover({two.url()}));
    BOOST_TEST(all_succeeded(cancel_many(client, 1)));
    one.refuse_connections();
    BOOST_TEST(all_succeeded(cancel_many(client, 2)));
    BOOST_TEST(right);
    BOOST_TEST(two.requests() == 1);
    BOOST_TEST(one.requests() == 2);
}

BOOST_AUTO_TEST_SUITE_END()
