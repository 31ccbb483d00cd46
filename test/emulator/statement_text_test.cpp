// SPDX-License-Identifier: BSL-1.0
#include "statement_text.hpp"

#include <boost/test/unit_test.hpp>

#include <stdexcept>

using namespace mrs_emulator;

BOOST_TEST_DONT_PRINT_LOG_VALUE(statement_kind)

BOOST_AUTO_TEST_SUITE(statement_texts)

BOOST_AUTO_TEST_CASE(are_of_a_kind_by_their_first_word) {
    for (const char* const sql :
         {"select 1", "SELECT\t1", " \n/* a */-- b\nSelect 1", "with c as (select 1) select 2"})
        BOOST_TEST(kind_of(sql) == statement_kind::query);
    for (const char* const sql : {"show tables", "DESC t", "describe t"})
        BOOST_TEST(kind_of(sql) == statement_kind::catalogue);
    for (const char* const sql : {"insert into t values (1)", "create table t (a)", "selection", "",
                                  "--", "/* select 1", "values (1)", "explain select 1"})
        BOOST_TEST(kind_of(sql) == statement_kind::change);
}

BOOST_AUTO_TEST_CASE(ask_about_tables_by_name_and_pattern) {
    BOOST_TEST(parse_catalogue_question("show tables").argument == "%");
    BOOST_TEST(parse_catalogue_question("SHOW TABLES IN default LIKE 'it''s%'").argument ==
               "it's%");
    BOOST_TEST(parse_catalogue_question("show schemas like 'd%'").argument == "d%");
    BOOST_TEST(parse_catalogue_question("desc Default.t").argument == "t");
    BOOST_TEST(parse_catalogue_question("describe \"a \"\"b\"").argument == "a \"b");
    BOOST_TEST(parse_catalogue_question("show columns from `t` -- all").argument == "t");
}

BOOST_AUTO_TEST_CASE(are_refused_where_they_ask_for_something_else) {
    for (const char* const sql :
         {"show", "show functions", "desc", "desc 't'", "desc a.b.c", "desc other.t", "desc t u",
          "show tables from other", "show tables like", "show tables like t", "show columns t",
          "desc \"t", "desc ."}) {
        BOOST_TEST_CONTEXT(sql) {
            BOOST_CHECK_THROW(parse_catalogue_question(sql), std::invalid_argument);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
