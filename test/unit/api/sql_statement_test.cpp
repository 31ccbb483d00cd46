// SPDX-License-Identifier: BSL-1.0
#include "api/sql_statement.hpp"
#include "support/print.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using mrs::execute_sql_request;
using mrs::api::check_statement;
using mrs::api::submit_body;

BOOST_AUTO_TEST_SUITE(sql_statement)

BOOST_AUTO_TEST_CASE(a_body_holds_what_was_set_and_no_more) {
    BOOST_TEST(submit_body(execute_sql_request("c", "SELECT 1")) ==
               R"({"sql_type":"presto","sql_content":"SELECT 1"})");
    BOOST_TEST(submit_body(execute_sql_request("c", "SELECT \"a\"\n, '取\t'")
                               .database("d")
                               .archive_path("obs://b/p")
                               .sql_type("other")) ==
               R"({"sql_type":"other","sql_content":"SELECT \"a\"\n, '取\t'",)"
               R"("database":"d","archive_path":"obs://b/p"})");
}

BOOST_AUTO_TEST_CASE(what_is_outside_its_bounds_is_named) {
    const auto wrong = [](const execute_sql_request& request) {
        return check_statement(request).value_or("");
    };
    const std::string good = "SELECT 1; -- the service's to judge";
    BOOST_TEST(wrong({"c", good}) == "");
    BOOST_TEST(wrong({"c", ""}) == "sql is empty");
    BOOST_TEST(wrong({"c", " \r\n\t"}) == "sql is empty");
    BOOST_TEST(wrong({"c", "SELECT '\xff'"}) == "sql is not UTF-8");
    BOOST_TEST(wrong({"c", "SELECT '\xed\xa0\x80'"}) == "sql is not UTF-8");
    BOOST_TEST(wrong({"c", std::string(mrs::max_sql_bytes, 'x')}) == "");
    BOOST_TEST(wrong({"c", std::string(mrs::max_sql_bytes + 1, 'x')}) ==
               "sql is longer than 1048576 bytes");
    BOOST_TEST(wrong(execute_sql_request("c", good).sql_type("")) == "sql_type is empty");
    BOOST_TEST(wrong(execute_sql_request("c", good).sql_type("\x80")) == "sql_type is not UTF-8");
    BOOST_TEST(wrong(execute_sql_request("c", good).database(std::string(4097, 'd'))) ==
               "database is longer than 4096 bytes");
    BOOST_TEST(wrong(execute_sql_request("c", good).archive_path("\xc0\xaf")) ==
               "archive_path is not UTF-8");
}

BOOST_AUTO_TEST_CASE(ids_are_checked_too) {
    BOOST_TEST(execute_sql_request("a/b", "SELECT 1").problem().value_or("").find("cluster_id") ==
               0u);
    BOOST_TEST(!execute_sql_request("c", "SELECT 1").problem().has_value());
    BOOST_TEST(mrs::sql_result_request("c", "..").problem().value_or("").find("sql_id") == 0u);
    BOOST_TEST(!mrs::sql_result_request("c", "id").problem().has_value());
}

BOOST_AUTO_TEST_SUITE_END()
