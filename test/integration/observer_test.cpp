// SPDX-License-Identifier: BSL-1.0
#include "emulator.hpp"
#include "event_list.hpp"
#include "support/run.hpp"

#include <boost/asio/use_future.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace asio = boost::asio;
using mrs_test::cancel;
using mrs_test::emulator;
using mrs_test::ending;
using mrs_test::event_list;
using namespace std::chrono_literals;

namespace observers {
namespace {

struct fixture {
    emulator service;
    asio::io_context context;
    std::string id = service.seed(1).front();
    std::shared_ptr<event_list> heard = std::make_shared<event_list>();
    std::optional<mrs::client> client;

    mrs::client_options options() { return service.options().observer(heard); }
    void use(mrs::client_options settings) { client.emplace(context, std::move(settings)); }
    ending call(mrs::call_options settings = mrs::call_options()) {
        if (!client)
            use(options());
        return cancel(context, *client, service.cluster(), id, settings);
    }
    /// Nothing but what follows is heard of.
    void connect() {
        call();
        heard->take();
    }
    void end_client() {
        client.reset();
        context.restart();
        context.run();
    }
};

} // namespace
} // namespace observers

BOOST_FIXTURE_TEST_SUITE(observers, fixture)

BOOST_AUTO_TEST_CASE(two_calls_from_the_credentials_to_the_clients_end) {
    call();
    BOOST_TEST(heard->take() == "credentials new; opened 1; attempt 1 resends 0; ended 200; "
                                "call cancel_sql SUCCEED after 1");
    call();
    BOOST_TEST(heard->take() == "reused 1; attempt 1 resends 0; ended 200; "
                                "call cancel_sql SUCCEED after 1");
    end_client();
    BOOST_TEST(heard->take() == "retired closing");
}

BOOST_AUTO_TEST_CASE(a_service_that_fails) {
    connect();
    service.fault("status=503,count=1");
    call();
    BOOST_TEST(heard->take() ==
               "reused 1; attempt 1 resends 0; ended 503 503; retry service; "
               "reused 2; attempt 2 resends 1; ended 200; call cancel_sql SUCCEED after 2");
}

BOOST_AUTO_TEST_CASE(a_connection_that_breaks) {
    service.fault("reset,count=1");
    call();
    BOOST_TEST(heard->take() == "credentials new; opened 1; attempt 1 resends 0; "
                                "ended 0 connection_closed; retired failed; retry connection; "
                                "opened 2; attempt 2 resends 1; ended 200; "
                                "call cancel_sql SUCCEED after 2");
}

BOOST_AUTO_TEST_CASE(a_reused_connection_that_was_closed_costs_no_attempt) {
    connect();
    service.fault("reset,count=1");
    call();
    BOOST_TEST(heard->take() ==
               "reused 1; attempt 1 resends 0; ended 0 connection_closed; retry stale; "
               "retired peer; opened 2; attempt 1 resends 1; ended 200; "
               "call cancel_sql SUCCEED after 1");
}

BOOST_AUTO_TEST_CASE(a_service_that_asks_for_a_slower_pace) {
    connect();
    service.fault("status=429,count=1");
    call();
    BOOST_TEST(heard->take() ==
               "reused 1; attempt 1 resends 0; ended 429 429; throttled; retry throttled; "
               "reused 2; attempt 2 resends 1; ended 200; call cancel_sql SUCCEED after 2");
}

BOOST_AUTO_TEST_CASE(an_attempt_that_takes_too_long) {
    connect();
    service.fault("stall,count=1");
    call(mrs::call_options().attempt_timeout(500ms));
    BOOST_TEST(heard->take() ==
               "reused 1; attempt 1 resends 0; ended 0 read_timeout; retired silent; "
               "retry timeout; opened 2; attempt 2 resends 1; ended 200; "
               "call cancel_sql SUCCEED after 2");
}

BOOST_AUTO_TEST_CASE(a_call_that_ends_while_it_waits_for_its_answer) {
    connect();
    service.fault("stall");
    call(mrs::call_options().timeout(500ms));
    BOOST_TEST(heard->take() == "reused 1; attempt 1 resends 0; ended 0 call_timeout; "
                                "retired cancelled; call cancel_sql call_timeout after 1");
}

BOOST_AUTO_TEST_CASE(a_failed_that_is_to_be_tried_again) {
    connect();
    service.fault("failed=500,count=1");
    call(mrs::call_options().retry_failed(1));
    BOOST_TEST(heard->take() ==
               "reused 1; attempt 1 resends 0; ended 500 500; retry failed; "
               "reused 2; attempt 2 resends 1; ended 200; call cancel_sql SUCCEED after 2");
}

BOOST_AUTO_TEST_CASE(a_service_that_is_down) {
    use(options());
    service.stop();
    call(mrs::call_options().max_attempts(2));
    BOOST_TEST(heard->take() ==
               "credentials new; not opened connect_failed; retry connection; "
               "not opened connect_failed; call cancel_sql connect_failed after 0");
}

BOOST_AUTO_TEST_CASE(connections_end_for_a_reason) {
    use(options().pool(mrs::pool_options().max_uses(1)));
    call();
    BOOST_TEST(heard->take().find("retired uses") != std::string::npos);
    use(options());
    heard->take();
    service.fault("close,count=1");
    call();
    BOOST_TEST(heard->take().find("retired peer") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_call_that_nothing_was_sent_of) {
    use(options());
    const ending refused = cancel(context, *client, "", id);
    BOOST_TEST(refused.ec == mrs::errc::invalid_argument);
    BOOST_TEST(heard->take() == "call cancel_sql invalid_argument after 0");
}

BOOST_AUTO_TEST_CASE(credentials_that_cannot_be_had) {
    auto settings =
        mrs::client_options(service.endpoint(), service.project(),
                            mrs::credentials::provider([]() -> asio::awaitable<mrs::auth_token> {
                                throw std::runtime_error("the vault is sealed");
                                co_return mrs::auth_token();
                            }));
    use(settings.tls(service.tls()).observer(heard));
    call();
    BOOST_TEST(heard->take().starts_with("credentials credentials_failed; "));
}

BOOST_AUTO_TEST_CASE(a_bulk_run_tells_its_end) {
    use(options().rate(mrs::rate_options::off()));
    std::vector<mrs::cancel_sql_request> requests;
    for (const std::string& one : service.seed(3))
        requests.emplace_back(service.cluster(), one);
    auto done = client->async_cancel_all(mrs::bulk_source(std::move(requests)), mrs::bulk_options(),
                                         nullptr, asio::use_future);
    context.run();
    BOOST_TEST(done.get().totals.succeeded == 3u);
    const std::string all = heard->take();
    BOOST_TEST(all.find("bulk 1 done 3 ended") != std::string::npos, all);
}

BOOST_AUTO_TEST_CASE(what_an_observer_throws_is_counted_and_harms_nobody) {
    class thrower final : public mrs::observer {
        void on_attempt_started(const mrs::attempt_started&) override {
            throw std::runtime_error("no");
        }
        void on_connection_opened(const mrs::connection_opened&) override { throw 1; }
    };
    use(service.options().observer(std::make_shared<thrower>()));
    BOOST_TEST(call().result.succeeded());
    BOOST_TEST(call().result.succeeded());
    BOOST_TEST(client->stats().observer_failures == 3u);
}

BOOST_AUTO_TEST_CASE(an_observer_may_start_calls_and_drop_the_client) {
    class starter final : public mrs::observer {
    public:
        explicit starter(fixture& all) : all_(all) {}
        void on_attempt_ended(const mrs::attempt_ended& event) override {
            if (event.call.number > 1)
                return;
            mrs_test::start(*all_.client, all_.service.cluster(), all_.id, mrs::call_options(),
                            second);
            BOOST_TEST(all_.client->stats().calls_started == 1u); // Not in the middle of this.
        }
        void on_call_ended(const mrs::call_ended& event) override {
            if (event.call.number == 2)
                all_.client.reset();
        }
        std::optional<ending> second;

    private:
        fixture& all_;
    };
    const auto who = std::make_shared<starter>(*this);
    use(service.options().observer(who));
    BOOST_TEST(call().result.succeeded());
    BOOST_TEST_REQUIRE(who->second.has_value());
    BOOST_TEST(who->second->result.succeeded());
    BOOST_TEST(!client.has_value());
}

BOOST_AUTO_TEST_CASE(a_trace_context_goes_with_each_request) {
    const std::string parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    class reader final : public mrs::observer {
    public:
        void on_attempt_ended(const mrs::attempt_ended& event) override {
            traceparent = event.call.traceparent;
        }
        std::string traceparent;
    };
    const auto who = std::make_shared<reader>();
    use(service.options().observer(who));
    BOOST_TEST(call(mrs::call_options().traceparent(parent).tracestate("a=1")).result.succeeded());
    BOOST_TEST(who->traceparent == parent);
    const ending refused = call(mrs::call_options().traceparent("00-1-2-01\r\nX-Evil: 1"));
    BOOST_TEST(refused.ec == mrs::errc::invalid_argument);
    BOOST_TEST(refused.result.info()->attempts == 0);
}

BOOST_AUTO_TEST_SUITE_END()
