// SPDX-License-Identifier: BSL-1.0
#include "execution.hpp"
#include "wait_until.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <filesystem>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

using namespace mrs_emulator;

namespace executions {
namespace {

const std::string endless =
    "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c) SELECT count(*) FROM c";

std::ptrdiff_t thread_count() {
    return std::distance(std::filesystem::directory_iterator("/proc/self/task"), {});
}

submission order_of(const std::string& sql) {
    submission order;
    order.text = sql;
    return order;
}

std::string submit(execution_engine& engine, cluster_index cluster, const std::string& sql) {
    return engine.submit(cluster, order_of(sql)).value();
}

bool is(const execution_engine& engine, const std::string& id, execution_state state) {
    return engine.find(0, id).value().state == state;
}

void wait_for(const execution_engine& engine, const std::string& id, execution_state state) {
    BOOST_REQUIRE(wait_until([&] { return is(engine, id, state); }));
}

} // namespace
} // namespace executions

BOOST_AUTO_TEST_SUITE(executions)

BOOST_AUTO_TEST_CASE(answer_rows_as_text) {
    execution_engine engine(4);
    const auto id = submit(engine, 0, "SELECT 1, NULL, 'a' UNION ALL SELECT 2.5, x'0aff', ''");
    wait_for(engine, id, execution_state::finished);
    const auto result = engine.find(0, id).value().result;
    BOOST_TEST(result->rows.size() == 2U);
    BOOST_TEST(result->rows[0][0].value() == "1");
    BOOST_TEST(!result->rows[0][1].has_value());
    BOOST_TEST(result->rows[0][2].value() == "a");
    BOOST_TEST(result->rows[1][0].value() == "2.5");
    BOOST_TEST(result->rows[1][1].value() == "0aff");
    BOOST_TEST(result->rows[1][2].value().empty());
}

BOOST_AUTO_TEST_CASE(fail_with_the_message_of_the_engine) {
    execution_engine engine(4);
    const auto missing = submit(engine, 0, "SELECT * FROM nowhere");
    const auto comment = submit(engine, 0, "-- nothing");
    const auto file = submit(engine, 0, "ATTACH '/tmp/never-made.db' AS d");
    wait_for(engine, missing, execution_state::failed);
    wait_for(engine, comment, execution_state::failed);
    wait_for(engine, file, execution_state::failed);
    BOOST_TEST(engine.find(0, missing).value().result->message == "no such table: nowhere");
    BOOST_TEST(!std::filesystem::exists("/tmp/never-made.db"));
}

BOOST_AUTO_TEST_CASE(keep_a_bounded_number_of_rows) {
    execution_engine engine(4);
    const auto many =
        submit(engine, 0,
               "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c LIMIT 5000) "
               "SELECT x FROM c");
    const auto large =
        submit(engine, 0,
               "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c LIMIT 30) "
               "SELECT hex(zeroblob(25000)) FROM c");
    wait_for(engine, many, execution_state::finished);
    wait_for(engine, large, execution_state::finished);
    BOOST_TEST(engine.find(0, many).value().result->rows.size() == 1000U);
    BOOST_TEST(engine.find(0, large).value().result->rows.size() == 20U);
}

BOOST_AUTO_TEST_CASE(run_until_they_are_cancelled) {
    execution_engine engine(4);
    const auto threads = thread_count();
    const auto id = submit(engine, 0, endless);
    BOOST_TEST(is(engine, id, execution_state::running));
    BOOST_TEST(engine.counts().running == 1U);
    BOOST_TEST(engine.cancel(0, id, cancel_mode::refuse));
    BOOST_TEST(is(engine, id, execution_state::running));
    BOOST_TEST(engine.cancel(0, id, cancel_mode::carry_out));
    wait_for(engine, id, execution_state::failed);
    BOOST_TEST(engine.find(0, id).value().result->message == "Query was canceled");
    BOOST_TEST(engine.counts().ended == 1U);
    BOOST_TEST(wait_until([&] { return thread_count() == threads; }));
    BOOST_TEST(engine.cancel(0, id, cancel_mode::carry_out));
    const std::vector<std::pair<std::string, std::uint32_t>> counts = engine.cancel_counts();
    BOOST_TEST(counts.size() == 1U);
    BOOST_TEST(counts[0].first == id);
    BOOST_TEST(counts[0].second == 3U);
}

BOOST_AUTO_TEST_CASE(do_not_lose_a_cancel_that_comes_before_the_start) {
    statement early(std::make_shared<const submission>(order_of(endless)));
    early.cancel();
    BOOST_TEST(early.run().message == "Query was canceled");

    execution_engine engine(1000);
    for (int count = 0; count < 100; ++count) {
        const auto id = submit(engine, 0, endless);
        BOOST_TEST(engine.cancel(0, id, cancel_mode::carry_out));
    }
    BOOST_TEST(wait_until([&] { return engine.counts().ended == 100U; }));
}

BOOST_AUTO_TEST_CASE(wait_in_the_order_of_submission) {
    execution_engine engine(1);
    const auto first = submit(engine, 0, endless);
    const auto second = submit(engine, 0, endless);
    const auto third = submit(engine, 0, endless);
    BOOST_TEST(is(engine, first, execution_state::running));
    BOOST_TEST(is(engine, third, execution_state::queued));
    BOOST_TEST(engine.counts().queued == 2U);
    engine.cancel(0, second, cancel_mode::carry_out);
    BOOST_TEST(is(engine, second, execution_state::failed));
    BOOST_TEST(engine.counts().queued == 1U);
    engine.cancel(0, first, cancel_mode::carry_out);
    wait_for(engine, third, execution_state::running);
    BOOST_TEST(engine.counts().queued == 0U);
}

BOOST_AUTO_TEST_CASE(are_cancelled_by_the_hundreds) {
    execution_engine engine(1000);
    const auto threads = thread_count();
    std::vector<std::string> ids;
    ids.reserve(200);
    for (int count = 0; count < 200; ++count)
        ids.push_back(submit(engine, 0, endless));
    BOOST_TEST(engine.counts().running == 200U);
    for (const std::string& id : ids)
        BOOST_TEST(engine.cancel(0, id, cancel_mode::carry_out));
    BOOST_TEST(wait_until([&] { return engine.counts().ended == 200U; }));
    BOOST_TEST(engine.counts().running == 0U);
    BOOST_TEST(wait_until([&] { return thread_count() == threads; }));
}

BOOST_AUTO_TEST_CASE(are_taken_by_the_thousands) {
    execution_engine engine(50);
    for (int count = 0; count < 10000; ++count)
        submit(engine, 0, "SELECT 1");
    BOOST_TEST(wait_until([&] { return engine.counts().ended == 10000U; }));
}

BOOST_AUTO_TEST_CASE(are_forgotten_when_too_many_have_ended) {
    holding_limits limits;
    limits.most_ended = 3;
    execution_engine engine(1, limits);
    std::vector<std::string> ids;
    for (int count = 0; count < 5; ++count)
        ids.push_back(submit(engine, 0, "SELECT 1"));
    BOOST_TEST(wait_until([&] { return engine.counts().ended == 5U; }));
    BOOST_TEST(!engine.find(0, ids[0]).has_value());
    BOOST_TEST(!engine.cancel(0, ids[1], cancel_mode::carry_out));
    BOOST_TEST(is(engine, ids[2], execution_state::finished));
    BOOST_TEST(is(engine, ids[4], execution_state::finished));
}

BOOST_AUTO_TEST_CASE(are_forgotten_when_they_take_too_much) {
    holding_limits limits;
    limits.ended_bytes = 130'000;
    execution_engine engine(1, limits);
    std::vector<std::string> ids;
    for (int count = 0; count < 4; ++count)
        ids.push_back(submit(engine, 0, "SELECT hex(zeroblob(25000))"));
    BOOST_TEST(wait_until([&] { return engine.counts().ended == 4U; }));
    BOOST_TEST(!engine.find(0, ids[1]).has_value());
    BOOST_TEST(is(engine, ids[2], execution_state::finished));
}

BOOST_AUTO_TEST_CASE(are_forgotten_when_they_were_cancelled_in_the_queue) {
    holding_limits limits;
    limits.most_ended = 2;
    execution_engine engine(1, limits);
    submit(engine, 0, endless);
    std::vector<std::string> ids;
    for (int count = 0; count < 4; ++count) {
        ids.push_back(submit(engine, 0, endless));
        BOOST_TEST(engine.cancel(0, ids.back(), cancel_mode::carry_out));
    }
    BOOST_TEST(!engine.find(0, ids[1]).has_value());
    BOOST_TEST(is(engine, ids[2], execution_state::failed));
}

BOOST_AUTO_TEST_CASE(are_refused_when_too_much_is_waiting) {
    holding_limits limits;
    limits.live_bytes = 3'000;
    execution_engine engine(1, limits);
    const auto first = submit(engine, 0, endless);
    submit(engine, 0, endless);
    BOOST_TEST(!engine.submit(0, order_of(endless)).has_value());
    engine.cancel(0, first, cancel_mode::carry_out);
    BOOST_TEST(wait_until([&] { return engine.submit(0, order_of(endless)).has_value(); }));
}

BOOST_AUTO_TEST_CASE(may_have_ended_before_they_are_known) {
    execution_engine engine(1);
    statement_result result;
    result.message = "no";
    const auto id = engine.add_ended(1, order_of("SELECT x"), result);
    BOOST_TEST(engine.find(1, id).value().result->message == "no");
    BOOST_TEST(engine.cancel(1, id, cancel_mode::carry_out));
    BOOST_TEST(engine.counts().ended == 1U);
}

BOOST_AUTO_TEST_CASE(stop_all_together) {
    execution_engine engine(2);
    const auto running = submit(engine, 0, endless);
    submit(engine, 0, endless);
    const auto waiting = submit(engine, 0, endless);
    BOOST_TEST(engine.stop(std::chrono::minutes(2)));
    BOOST_TEST(is(engine, running, execution_state::failed));
    BOOST_TEST(is(engine, waiting, execution_state::failed));
    BOOST_TEST(engine.counts().ended == 3U);
}

BOOST_AUTO_TEST_CASE(that_do_not_stop_in_time_are_not_waited_for) {
    execution_engine engine(50);
    for (int count = 0; count < 50; ++count)
        submit(engine, 0, endless);
    BOOST_TEST(wait_until([&] { return engine.counts().running == 50U; }));
    BOOST_TEST(!engine.stop(std::chrono::milliseconds(0)));
}

BOOST_AUTO_TEST_CASE(end_with_the_engine) {
    execution_engine engine(2);
    for (int count = 0; count < 5; ++count)
        submit(engine, 0, endless);
}

BOOST_AUTO_TEST_CASE(are_known_in_their_cluster_only) {
    execution_engine engine(1);
    const auto id = submit(engine, 1, "SELECT 1");
    BOOST_TEST(engine.find(1, id).has_value());
    BOOST_TEST(!engine.find(0, id).has_value());
    BOOST_TEST(!engine.cancel(0, id, cancel_mode::carry_out));
    for (const std::string& other :
         {std::string(), std::string("abc"), id + 'x', "0" + id.substr(1), id.substr(0, 20),
          id.substr(0, 16) + "99999" + id.substr(21)})
        BOOST_TEST(!engine.find(1, other).has_value());
}

BOOST_AUTO_TEST_CASE(can_be_seeded) {
    execution_engine engine(1);
    const auto submitted = submit(engine, 0, "SELECT 1");
    const auto ids = engine.seed(0, 100000);
    BOOST_TEST(ids.size() == 100000U);
    BOOST_TEST(is(engine, ids.front(), execution_state::finished));
    BOOST_TEST(is(engine, ids.back(), execution_state::finished));
    BOOST_TEST(ids.back().size() == submitted.size() + 1);
    BOOST_TEST(engine.cancel(0, ids.back(), cancel_mode::carry_out));
    BOOST_TEST(engine.cancel_counts().size() == 1U);
    engine.reset_cancel_counts();
    BOOST_TEST(engine.cancel_counts().empty());
    BOOST_TEST(!engine.find(1, ids.front()).has_value());
    const auto later = submit(engine, 0, "SELECT 1");
    BOOST_TEST(engine.seed(0, 0).empty());
    const auto more = engine.seed(1, 2);
    BOOST_TEST(engine.find(0, later).has_value());
    BOOST_TEST(engine.find(1, more.back()).has_value());
    BOOST_TEST(engine.find(0, ids.back()).has_value());
}

BOOST_AUTO_TEST_CASE(are_forgotten_when_too_many_are_seeded) {
    holding_limits limits;
    limits.most_seeded = 25;
    execution_engine engine(1, limits);
    const auto first = engine.seed(0, 10);
    const auto second = engine.seed(0, 10);
    BOOST_TEST(engine.find(0, first.front()).has_value());
    engine.seed(0, 10);
    BOOST_TEST(!engine.find(0, first.back()).has_value());
    BOOST_TEST(engine.find(0, second.front()).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
