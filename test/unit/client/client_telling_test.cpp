// SPDX-License-Identifier: BSL-1.0
#include "client_wire.hpp"

#include <mrs/error.hpp>
#include <mrs/observer.hpp>

#include <boost/asio/cancellation_type.hpp>
#include <boost/asio/error.hpp>
#include <boost/test/unit_test.hpp>

#include <memory>
#include <sstream>
#include <string>
#include <vector>

namespace client_telling {
namespace {

using clients::wire;
using namespace std::chrono_literals;
using lines = std::vector<std::string>;

const std::string good = R"({"status":"SUCCEED"})";

/// Writes down what it hears of calls.
class scribe final : public mrs::observer {
public:
    lines heard;
    lines credentials; ///< Where they came from.

private:
    void on_attempt_started(const mrs::attempt_started& event) override {
        note() << "attempt " << event.attempt << ", resends " << event.resends;
    }
    void on_attempt_ended(const mrs::attempt_ended& event) override {
        note() << "ended " << event.attempt << ", resends " << event.resends << ": "
               << event.http_status << " " << event.error_type << " in " << event.elapsed / 1ms
               << " ms";
    }
    void on_retry_scheduled(const mrs::retry_scheduled& event) override {
        note() << "again after " << event.attempt << ": " << to_string(event.reason)
               << (event.delay > 0ns ? ", later" : ", at once");
    }
    void on_throttled(const mrs::throttled& event) override {
        note() << "throttled: " << event.detail << ", "
               << (event.retry_after ? *event.retry_after / 1s : -1) << " s";
    }
    void on_credentials_refreshed(const mrs::credentials_refreshed& event) override {
        credentials.push_back(std::string(event.source) + (event.error ? ": none" : ": some"));
    }
    void on_call_ended(const mrs::call_ended& event) override {
        note() << "call " << event.call.number << " ended after " << event.attempts << ": "
               << (event.error ? mrs::error_name(event.error) : "answered") << " in "
               << event.elapsed / 1ms << " ms";
    }

    /// What is written into it becomes a line.
    class writer {
    public:
        explicit writer(lines& to) : to_(to) {}
        writer(const writer&) = delete;
        writer& operator=(const writer&) = delete;
        ~writer() { to_.push_back(text_.str()); }
        template<typename What>
        writer& operator<<(const What& what) {
            text_ << what;
            return *this;
        }

    private:
        lines& to_;
        std::ostringstream text_;
    };
    writer note() { return writer(heard); }
};

class telling {
public:
    explicit telling(std::size_t connections = 16)
        : scribe_(std::make_shared<scribe>()), t(options(scribe_, connections)) {}

    void expect(const lines& all) {
        BOOST_TEST(std::exchange(scribe_->heard, {}) == all, boost::test_tools::per_element());
    }

    void expect_credentials(const lines& all) {
        BOOST_TEST(scribe_->credentials == all, boost::test_tools::per_element());
    }

private:
    static mrs::client_options options(std::shared_ptr<mrs::observer> watcher,
                                       std::size_t connections) {
        mrs::client_options all("https://mrs.invalid", "p1",
                                mrs::credentials::token(mrs::secret("t")));
        all.observer(std::move(watcher));
        all.pool(mrs::pool_options().max_connections(connections));
        return all;
    }

    std::shared_ptr<scribe> scribe_;

public:
    wire t;
};

} // namespace
} // namespace client_telling

// What is told of a call, by events and by counters.

BOOST_AUTO_TEST_SUITE(client_telling)

BOOST_AUTO_TEST_CASE(an_answer) {
    telling x;
    const auto one = x.t.start();
    x.expect({"attempt 1, resends 0"});
    x.expect_credentials({"the user's token: some"});
    x.t.pass(20ms);
    x.t.answer(200, good);
    x.expect({"ended 1, resends 0: 200  in 20 ms", "call 1 ended after 1: answered in 20 ms"});
    const auto& counts = x.t.client->counts;
    BOOST_TEST(counts.attempts.get() == 1U);
    BOOST_TEST(counts.calls_answered.get() == 1U);
    BOOST_TEST(counts.calls_in_flight.get() == 0U);
    BOOST_TEST(counts.retries.get() == 0U);
}

BOOST_AUTO_TEST_CASE(an_attempt_that_is_repeated_later) {
    telling x;
    const auto one = x.t.start();
    x.t.answer(503, "");
    x.expect({"attempt 1, resends 0", "ended 1, resends 0: 503 503 in 0 ms",
              "again after 1: service, later"});
    BOOST_TEST(x.t.client->counts.retries.get() == 1U);
    x.t.pass(1s);
    x.expect({"attempt 2, resends 1"});
    x.t.pass(5ms);
    x.t.fail("reset");
    x.expect(
        {"ended 2, resends 1: 0 connection_closed in 5 ms", "again after 2: connection, later"});
    x.t.pass(2s);
    x.t.answer(503, "");
    x.expect({"attempt 3, resends 2", "ended 3, resends 2: 503 503 in 0 ms",
              "call 1 ended after 3: service_error in 3005 ms"});
    const auto& counts = x.t.client->counts;
    BOOST_TEST(counts.attempts.get() == 3U);
    BOOST_TEST(counts.retries.get() == 2U);
    BOOST_TEST(counts.replays.get() == 0U);
    BOOST_TEST(counts.calls_answered.get() == 0U);
    const auto& history = one->result.info()->history;
    BOOST_TEST_REQUIRE(history.size() == 3U);
    BOOST_TEST((history[0].delay == 0s));
    BOOST_TEST((history[1].delay > 0s));
    BOOST_TEST((history[2].delay > 0s));
    BOOST_TEST((history[1].elapsed == 5ms));
}

BOOST_AUTO_TEST_CASE(a_stale_connection) {
    telling x;
    const auto first = x.t.start();
    x.t.answer(200, good);
    x.expect({"attempt 1, resends 0", "ended 1, resends 0: 200  in 0 ms",
              "call 1 ended after 1: answered in 0 ms"});
    const auto one = x.t.start();
    x.t.fail("reset", true);
    x.expect({"attempt 1, resends 0", "ended 1, resends 0: 0 connection_closed in 0 ms",
              "again after 1: stale, at once", "attempt 1, resends 1"});
    BOOST_TEST(x.t.client->counts.replays.get() == 1U);
    BOOST_TEST(x.t.client->counts.retries.get() == 0U);
    x.t.answer(200, good);
    x.expect({"ended 1, resends 1: 200  in 0 ms", "call 2 ended after 1: answered in 0 ms"});
}

BOOST_AUTO_TEST_CASE(a_throttled_attempt) {
    telling x;
    const auto one = x.t.start();
    x.t.peer([](clients::scripted_connection& peer) {
        peer.next_retry_after = "2";
        peer.answer(429, R"({"error_msg":"slow down"})");
    });
    x.expect({"attempt 1, resends 0", "ended 1, resends 0: 429 429 in 0 ms",
              "throttled: slow down, 2 s", "again after 1: throttled, later"});
    x.t.pass(2s - 1ms);
    x.expect({});
    x.t.pass(2s);
    x.expect({"attempt 2, resends 1"});
    one->cancel(boost::asio::cancellation_type::terminal);
    x.expect({"ended 2, resends 1: 0 operation_aborted in 0 ms",
              "call 1 ended after 2: operation_aborted in 3999 ms"});
}

BOOST_AUTO_TEST_CASE(an_answer_that_is_an_error_is_told_whole) {
    telling x;
    const auto one = x.t.start();
    x.t.pass(7ms);
    x.t.peer([](clients::scripted_connection& peer) {
        peer.next_request_id = "r1";
        peer.answer(404, R"({"error_code":"MRS.0404","error_msg":"there is none"})");
    });
    BOOST_TEST_REQUIRE(one->ended.has_value());
    const mrs::diagnostics& info = *one->result.info();
    BOOST_TEST(info.operation == "cancel_sql");
    BOOST_TEST(info.endpoint == "https://mrs.invalid");
    BOOST_TEST(info.http_status == 404);
    BOOST_TEST(info.service_code == "MRS.0404");
    BOOST_TEST(info.service_message == "there is none");
    BOOST_TEST(info.request_id == "r1");
    BOOST_TEST(info.attempts == 1);
    BOOST_TEST((info.elapsed == 7ms));
    BOOST_TEST((info.stop == mrs::stop_reason::permanent));
    BOOST_TEST(!info.maybe_submitted);
    BOOST_TEST_REQUIRE(info.history.size() == 1U);
    const mrs::attempt_record& last = info.history.front();
    BOOST_TEST(last.error == *one->ended);
    BOOST_TEST(last.http_status == 404);
    BOOST_TEST(last.detail == info.detail);
    BOOST_TEST(last.sent);
    BOOST_TEST((last.elapsed == 7ms));
    BOOST_TEST(!info.detail.empty());
}

BOOST_AUTO_TEST_CASE(a_lost_connection_is_told_with_its_cause) {
    telling x;
    const auto one = x.t.start(mrs::call_options().max_attempts(1));
    x.t.fail("connection reset by peer");
    BOOST_TEST_REQUIRE(one->ended.has_value());
    const mrs::diagnostics& info = *one->result.info();
    BOOST_TEST(info.detail == "connection reset by peer");
    BOOST_TEST(info.cause == boost::asio::error::connection_reset);
    BOOST_TEST(info.http_status == 0);
    BOOST_TEST((info.stop == mrs::stop_reason::attempts_exhausted));
    BOOST_TEST_REQUIRE(info.history.size() == 1U);
    BOOST_TEST(info.history.front().cause == boost::asio::error::connection_reset);
}

BOOST_AUTO_TEST_CASE(what_is_in_flight_when_the_client_goes) {
    telling x;
    const auto one = x.t.start();
    x.expect({"attempt 1, resends 0"});
    x.t.client.reset();
    BOOST_TEST(!one->ended.has_value());
    x.expect({"ended 1, resends 0: 0 operation_aborted in 0 ms"});
}

/// One that has no connection is told nothing of, for nothing of it is open.
BOOST_AUTO_TEST_CASE(what_waits_when_the_client_goes) {
    telling x(1);
    const auto first = x.t.start();
    const auto second = x.t.start();
    x.expect({"attempt 1, resends 0"});
    x.t.client.reset();
    BOOST_TEST(!first->ended.has_value());
    BOOST_TEST(!second->ended.has_value());
    x.expect({"ended 1, resends 0: 0 operation_aborted in 0 ms"});
}

BOOST_AUTO_TEST_SUITE_END()
