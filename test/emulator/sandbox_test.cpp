// SPDX-License-Identifier: BSL-1.0
#include "statement.hpp"

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <future>
#include <memory>
#include <string>
#include <utility>

using namespace mrs_emulator;

namespace sandboxes {
namespace {

// On a thread of its own: a long statement takes its thread's priority away.
statement_result run(const std::string& sql) {
    submission order;
    order.text = sql;
    order.kind = kind_of(sql);
    statement running(std::make_shared<const submission>(std::move(order)));
    return std::async(std::launch::async, [&running] { return running.run(); }).get();
}

const std::string counting = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c) ";

} // namespace
} // namespace sandboxes

BOOST_AUTO_TEST_SUITE(sandboxes)

BOOST_AUTO_TEST_CASE(let_through_what_queries_and_tables_are_made_of) {
    for (const char* const sql :
         {"SELECT count(*), upper('a'), json_extract('[1]', '$[0]') FROM sqlite_schema",
          "SELECT sum(x) OVER () FROM (SELECT 1 AS x)", "SELECT value FROM json_each('[1,2]')",
          "CREATE TABLE t (a varchar, b bigint, PRIMARY KEY (a))", "CREATE VIEW v AS SELECT 1"}) {
        BOOST_TEST_CONTEXT(sql) {
            const statement_result result = run(sql);
            BOOST_TEST(result.succeeded, result.message);
        }
    }
}

BOOST_AUTO_TEST_CASE(deny_the_rest) {
    const auto directory = std::filesystem::temp_directory_path() / "mrs-emulator-never-made";
    const std::string file = directory.string();
    for (const std::string& sql :
         {"PRAGMA temp_store_directory = '" + file + "'", std::string("PRAGMA temp_store = 1"),
          std::string("PRAGMA hard_heap_limit = 1"), "ATTACH '" + file + "' AS d",
          std::string("DETACH main"), "VACUUM INTO '" + file + "'",
          std::string("SELECT fts3_tokenizer('simple')"), std::string("SELECT 'a' GLOB 'b'"),
          std::string("SELECT instr('a', 'b')"), std::string("SELECT json_patch('{}', '{}')"),
          std::string("SELECT Load_Extension('x')"),
          std::string("SELECT * FROM pragma_database_list"), std::string("BEGIN"),
          std::string("CREATE VIRTUAL TABLE f USING fts5(a)"),
          std::string("CREATE TEMP TABLE t(a)"),
          std::string("CREATE TRIGGER t AFTER INSERT ON x BEGIN SELECT 1; END")}) {
        BOOST_TEST_CONTEXT(sql) {
            const statement_result result = run(sql);
            BOOST_TEST(!result.succeeded);
            BOOST_TEST(!result.message.empty());
        }
    }
    BOOST_TEST(!std::filesystem::exists(file));
}

BOOST_AUTO_TEST_CASE(let_a_query_change_nothing) {
    for (const char* const sql : {"WITH a AS (SELECT 1) INSERT INTO t SELECT * FROM a",
                                  "WITH a AS (SELECT 1) DELETE FROM t",
                                  "WITH a AS (SELECT 1) UPDATE sqlite_master SET sql = NULL"}) {
        const statement_result result = run(sql);
        BOOST_TEST(!result.succeeded);
    }
}

BOOST_AUTO_TEST_CASE(keep_what_is_sorted_in_memory_and_that_within_bounds) {
    for (const char* const tail : {"SELECT x FROM c ORDER BY -x", "SELECT DISTINCT x FROM c",
                                   "SELECT json_group_array(x) FROM c"}) {
        BOOST_TEST_CONTEXT(tail) {
            const statement_result result = run(counting + tail);
            BOOST_TEST(!result.succeeded);
            BOOST_TEST(result.message != "Query was canceled");
        }
    }
    BOOST_TEST(run("SELECT 1").succeeded);
}

BOOST_AUTO_TEST_CASE(bound_what_one_call_of_a_function_works_on) {
    for (const char* const sql :
         {"SELECT printf('%.*c',100000000,'a') LIKE '%'||printf('%.*c',49990,'a')||'b'",
          "SELECT 'a' LIKE printf('%.*c',2000,'a')", "SELECT zeroblob(1000000000)",
          "SELECT hex(randomblob(60000))", "SELECT replace(printf('%.60000c','a'),'a','bbbb')",
          "SELECT trim('abc', 'a')", "SELECT ltrim('abc', 'a')", "SELECT rtrim('abc', 'a')"}) {
        BOOST_TEST_CONTEXT(sql) {
            BOOST_TEST(!run(sql).succeeded);
        }
    }
    BOOST_TEST(run("SELECT trim(' a ')").rows.at(0).at(0).value() == "a");
}

BOOST_AUTO_TEST_CASE(bound_the_rows_before_they_are_copied) {
    std::string columns = "zeroblob(60000)";
    for (int count = 1; count < 1000; ++count)
        columns += ",zeroblob(60000)";
    const statement_result wide = run("SELECT " + columns);
    BOOST_TEST(wide.succeeded, wide.message);
    BOOST_TEST(wide.rows.empty());
    BOOST_TEST(wide.bytes < 1300000U);
}

BOOST_AUTO_TEST_CASE(give_cells_of_valid_utf8) {
    const statement_result result = run("SELECT CAST(x'61ff' AS text), x'ff'");
    BOOST_TEST(result.rows.at(0).at(0).value() == "a\xef\xbf\xbd");
    BOOST_TEST(result.rows.at(0).at(1).value() == "ff");
}

BOOST_AUTO_TEST_SUITE_END()
