// SPDX-License-Identifier: BSL-1.0
#include "emulator.hpp"
#include "support/run.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>

#include <chrono>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace asio = boost::asio;
using mrs::wait_outcome;
using mrs_test::emulator;
using mrs_test::wait_ending;
using namespace std::chrono_literals;

namespace cancel_and_wait {
namespace {

struct fixture {
    emulator service;
    asio::io_context context;
    mrs::client client{context, service.options()};

    void start(const std::string& id, mrs::wait_options options, std::optional<wait_ending>& out) {
        client.async_cancel_sql_and_wait(
            {service.cluster(), id}, options,
            [&out](mrs::error_code ec, mrs::cancel_wait_result result) {
                BOOST_TEST_REQUIRE(!out.has_value());
                out.emplace(ec, std::move(result));
            });
    }
    wait_ending call(const std::string& id, mrs::wait_options options = mrs::wait_options()) {
        return mrs_test::cancel_and_wait(context, client, {service.cluster(), id}, options);
    }
};

std::set<std::string> threads_of(pid_t process) {
    std::set<std::string> ids;
    for (const auto& entry :
         std::filesystem::directory_iterator("/proc/" + std::to_string(process) + "/task"))
        ids.insert(entry.path().filename());
    return ids;
}

} // namespace
} // namespace cancel_and_wait

BOOST_FIXTURE_TEST_SUITE(cancel_and_wait, fixture)

BOOST_AUTO_TEST_CASE(tells_that_it_was_stopped) {
    const auto [ec, result] = call(service.submit(mrs_test::endless_sql));
    BOOST_TEST(!ec, ec.message());
    BOOST_TEST((result.outcome() == wait_outcome::stopped));
    BOOST_TEST(result.ended());
    BOOST_TEST(!has_ended(result.state_before()));
    BOOST_TEST((result.state() == mrs::sql_state::failed));
    BOOST_TEST(result.message() == "Query was canceled");
    BOOST_TEST(result.cancel().succeeded());
    BOOST_TEST(result.queries() >= 2);
}

BOOST_AUTO_TEST_CASE(of_200_stopped_at_once_no_thread_is_left_to_use_a_processor) {
    const emulator busy({"--max-executions", "200"});
    const mrs::client many(context, busy.options());
    const auto idle_threads = threads_of(busy.pid());
    std::vector<std::string> ids;
    for (int i = 0; i < 200; ++i) {
        const auto [ec, result] =
            mrs_test::execute(context, many, {busy.cluster(), mrs_test::endless_sql});
        BOOST_TEST_REQUIRE(!ec, ec.message());
        ids.push_back(result.id());
    }
    BOOST_TEST(busy.stat("running") == 200u);
    BOOST_TEST(threads_of(busy.pid()).size() == idle_threads.size() + 200);
    std::vector<std::optional<wait_ending>> endings(ids.size());
    for (std::size_t i = 0; i < ids.size(); ++i)
        many.async_cancel_sql_and_wait(
            {busy.cluster(), ids[i]}, mrs::wait_options().timeout(std::chrono::minutes(5)),
            [&out = endings[i]](auto ec, auto result) { out.emplace(ec, std::move(result)); });
    context.restart();
    context.run();
    for (const auto& ending : endings) {
        BOOST_TEST_REQUIRE(ending.has_value());
        BOOST_TEST(!ending->ec, ending->ec.message());
        BOOST_TEST((ending->result.outcome() == wait_outcome::stopped));
    }
    BOOST_TEST(threads_of(busy.pid()) == idle_threads, boost::test_tools::per_element());
    BOOST_TEST(busy.stat("running") == 0u);
    BOOST_TEST(many.stats().calls_in_flight == 0u);
}

BOOST_AUTO_TEST_CASE(tells_that_it_had_ended_and_does_not_cancel) {
    const std::string id = service.seed(1).front();
    const auto [ec, result] = call(id);
    BOOST_TEST(!ec, ec.message());
    BOOST_TEST((result.outcome() == wait_outcome::had_ended));
    BOOST_TEST((result.state() == mrs::sql_state::finished));
    BOOST_TEST((result.cancel().status() == mrs::cancel_status::none));
    BOOST_TEST(service.decided().empty());
}

BOOST_AUTO_TEST_CASE(tells_that_it_is_still_running) {
    const std::string id = service.submit(mrs_test::endless_sql);
    service.fault("ignored,sql_id=" + id);
    for (const auto patience : {0ms, 100ms}) {
        const auto [ec, result] =
            call(id, mrs::wait_options().timeout(patience).initial_interval(10ms));
        BOOST_TEST(!ec, ec.message());
        BOOST_TEST((result.outcome() == wait_outcome::still_running));
        BOOST_TEST(!result.ended());
        BOOST_TEST((result.state() == mrs::sql_state::running));
        BOOST_TEST(result.cancel().succeeded());
        BOOST_TEST(result.queries() >= (patience == 0ms ? 2 : 3));
        BOOST_TEST(result.elapsed() >= patience);
    }
}

BOOST_AUTO_TEST_CASE(tells_that_it_was_not_cancelled) {
    const std::string id = service.submit(mrs_test::endless_sql);
    service.fault("failed=500,count=2,sql_id=" + id);
    auto options = mrs::wait_options().call(mrs::call_options().retry_failed(1));
    const auto refused = call(id, options);
    BOOST_TEST(!refused.ec, refused.ec.message());
    BOOST_TEST((refused.result.outcome() == wait_outcome::not_cancelled));
    BOOST_TEST(refused.result.cancel().failed());
    BOOST_TEST(refused.result.cancel().attempts() == 2);
    // Tried again as asked, it is stopped.
    service.fault("failed=500,count=1,sql_id=" + id);
    const auto stopped = call(id, options);
    BOOST_TEST((stopped.result.outcome() == wait_outcome::stopped));
    BOOST_TEST(stopped.result.cancel().attempts() == 2);
}

BOOST_AUTO_TEST_CASE(an_unknown_id_and_bad_options_are_errors) {
    BOOST_TEST(call("no_such_id").ec == mrs::errc::sql_not_found);
    for (const auto& options :
         {mrs::wait_options().timeout(-1s), mrs::wait_options().initial_interval(0s),
          mrs::wait_options().max_interval(1ms)}) {
        const auto [ec, result] = call("x", options);
        BOOST_TEST(ec == mrs::errc::invalid_argument);
        BOOST_TEST(!result.info()->detail.empty());
    }
    BOOST_TEST(call("..").ec == mrs::errc::invalid_argument);
}

BOOST_AUTO_TEST_CASE(it_can_be_cancelled_at_any_moment) {
    const std::string id = service.submit(mrs_test::endless_sql);
    for (const auto type : {asio::cancellation_type::terminal, asio::cancellation_type::total}) {
        for (int steps = 0; steps < 40; ++steps) {
            asio::cancellation_signal signal;
            std::optional<wait_ending> out;
            auto keep = [&out](mrs::error_code ec, mrs::cancel_wait_result result) {
                BOOST_TEST_REQUIRE(!out.has_value());
                out.emplace(ec, std::move(result));
            };
            client.async_cancel_sql_and_wait({service.cluster(), id}, mrs::wait_options(),
                                             asio::bind_cancellation_slot(signal.slot(), keep));
            context.restart();
            for (int i = 0; i < steps && context.run_one_for(1s) != 0; ++i) {
            }
            signal.emit(type);
            context.run();
            BOOST_TEST_REQUIRE(out.has_value());
            BOOST_TEST((!out->ec || out->ec == asio::error::operation_aborted), out->ec.message());
            BOOST_TEST(client.stats().calls_in_flight == 0u);
        }
    }
}

BOOST_AUTO_TEST_CASE(closing_and_destroying_the_client_ends_it) {
    const std::string id = service.submit(mrs_test::endless_sql);
    service.fault("latency=1h,on=query,sql_id=" + id);
    std::optional<wait_ending> closed;
    start(id, mrs::wait_options(), closed);
    context.run_for(50ms);
    client.async_close(10ms, [](mrs::error_code) {});
    context.restart();
    context.run();
    BOOST_TEST_REQUIRE(closed.has_value());
    BOOST_TEST(closed->ec == mrs::condition::cancelled);

    std::optional<wait_ending> destroyed;
    {
        const mrs::client another(context, service.options());
        another.async_cancel_sql_and_wait(
            {service.cluster(), id}, mrs::wait_options(),
            [&](auto ec, auto result) { destroyed.emplace(ec, std::move(result)); });
        context.restart();
        context.run_for(50ms);
    }
    context.restart();
    context.run();
    BOOST_TEST_REQUIRE(destroyed.has_value());
    BOOST_TEST(destroyed->ec == asio::error::operation_aborted);

    // A context that is destroyed with one in flight frees all.
    asio::io_context abandoned;
    const mrs::client left(abandoned, service.options());
    left.async_cancel_sql_and_wait({service.cluster(), id}, mrs::wait_options(),
                                   [](auto, auto) { BOOST_ERROR("it was called"); });
    abandoned.run_for(20ms);
}

BOOST_AUTO_TEST_CASE(a_coroutine_gets_the_result_or_an_exception) {
    const std::string id = service.submit(mrs_test::endless_sql);
    auto stopped = asio::co_spawn(context, client.cancel_sql_and_wait({service.cluster(), id}),
                                  asio::use_future);
    auto unknown = asio::co_spawn(context, client.cancel_sql_and_wait({service.cluster(), "x"}),
                                  asio::use_future);
    context.run();
    BOOST_TEST((stopped.get().outcome() == wait_outcome::stopped));
    BOOST_CHECK_EXCEPTION(
        static_cast<void>(unknown.get()), mrs::error,
        [](const mrs::error& thrown) { return thrown.code() == mrs::errc::sql_not_found; });
}

BOOST_AUTO_TEST_SUITE_END()
