// SPDX-License-Identifier: BSL-1.0
#include "statement.hpp"

#include <boost/test/unit_test.hpp>

#include <sqlite3.h>

#include <memory>
#include <string>
#include <sys/resource.h>
#include <utility>

using namespace mrs_emulator;

namespace engine_functions {
namespace {

std::shared_ptr<const submission> order_of(const std::string& sql) {
    submission order;
    order.text = sql;
    order.kind = kind_of(sql);
    return std::make_shared<const submission>(std::move(order));
}

statement_result run(const std::string& sql) {
    return statement(order_of(sql)).run_until(statement::time_point::max());
}

std::string value_of(const std::string& expression) {
    const statement_result result = run("SELECT " + expression);
    BOOST_TEST_REQUIRE(result.succeeded, result.message);
    return result.rows.at(0).at(0).value_or("null");
}

// What SQLite says to a row of many calls, after so many of which the statement has to end.
int code_of(const std::string& call, int calls) {
    int left = calls;
    const stop_check must_stop = [&left] { return left-- == 0; };
    const connection_ptr connection = open_sandbox(statement_kind::query, nullptr, must_stop);
    std::string sql = "SELECT " + call;
    for (int count = 1; count < 100; ++count)
        sql += ',' + call;
    sql += " FROM (SELECT 'a' AS x UNION ALL SELECT 'b')";
    sqlite3_stmt* prepared = nullptr;
    BOOST_REQUIRE(sqlite3_prepare_v2(connection.get(), sql.c_str(), -1, &prepared, nullptr) ==
                  SQLITE_OK);
    const int code = sqlite3_step(prepared);
    sqlite3_finalize(prepared);
    return code;
}

} // namespace
} // namespace engine_functions

BOOST_AUTO_TEST_SUITE(engine_functions)

BOOST_AUTO_TEST_CASE(look_at_each_call_whether_the_statement_has_to_end) {
    for (const char* const call : {"x LIKE 'a'", "x LIKE 'a' ESCAPE 'b'", "replace(x, 'a', 'b')"}) {
        BOOST_TEST_CONTEXT(call) {
            BOOST_TEST(code_of(call, 3) == SQLITE_INTERRUPT);
            BOOST_TEST(code_of(call, 1000) == SQLITE_ROW);
        }
    }
}

BOOST_AUTO_TEST_CASE(match_patterns) {
    BOOST_TEST(value_of("'abc' LIKE 'A%'") == "1");
    BOOST_TEST(value_of("'abc' LIKE '_'") == "0");
    BOOST_TEST(value_of("'a%c' LIKE 'a!%c' ESCAPE '!'") == "1");
    BOOST_TEST(value_of("'abc' LIKE 'a!%c' ESCAPE '!'") == "0");
    BOOST_TEST(value_of("'abc' NOT LIKE 'a%'") == "0");
    BOOST_TEST(value_of("12 LIKE '1_'") == "1");
    BOOST_TEST(value_of("NULL LIKE 'a'") == "null");
    BOOST_TEST(value_of("'a' LIKE NULL") == "null");
    BOOST_TEST(value_of("'' LIKE ''") == "1");
    for (const char* const sql :
         {"SELECT 'a' LIKE 'a' ESCAPE 'bc'", "SELECT 'a' LIKE 'a' ESCAPE ''",
          "SELECT 'a' LIKE 'a' ESCAPE '%'"})
        BOOST_TEST(run(sql).message.find("ESCAPE") == 0U);
}

BOOST_AUTO_TEST_CASE(replace_texts) {
    BOOST_TEST(value_of("replace('abcab', 'ab', 'x')") == "xcx");
    BOOST_TEST(value_of("replace('aaa', 'a', 'aa')") == "aaaaaa");
    BOOST_TEST(value_of("replace('abc', 'z', 'x')") == "abc");
    BOOST_TEST(value_of("replace('abc', '', 'x')") == "abc");
    BOOST_TEST(value_of("replace('abc', 'b', '')") == "ac");
    BOOST_TEST(value_of("replace(121, 1, 3)") == "323");
    BOOST_TEST(value_of("replace('abc', NULL, 'x')") == "null");
}

BOOST_AUTO_TEST_CASE(of_a_statement_that_is_looked_at_leave_the_thread_as_it_is) {
    // The engine takes more than a thousand steps to read so many tables.
    image_ptr tables;
    for (int count = 0; count < 400; ++count) {
        statement change(order_of("CREATE TABLE t" + std::to_string(count) + " (a)"), tables);
        BOOST_REQUIRE(change.run_until(statement::time_point::max()).succeeded);
        tables = change.tables_left();
    }
    const int before = getpriority(PRIO_PROCESS, 0);
    statement looked_at(order_of("SELECT * FROM t399"), tables);
    BOOST_TEST(looked_at.problem_by(statement::time_point::max()).empty());
    BOOST_TEST(getpriority(PRIO_PROCESS, 0) == before);
}

BOOST_AUTO_TEST_SUITE_END()
