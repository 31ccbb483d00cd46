// SPDX-License-Identifier: BSL-1.0
#include "cli/output/outcome_line.hpp"
#include "outcomes.hpp"

#include <boost/test/unit_test.hpp>

using namespace mrs::cli;

namespace outcome_lines {
namespace {

std::string plain(const outcome& one) {
    return to_line(one, line_style::plain);
}

std::string coloured(const outcome& one) {
    return to_line(one, line_style::coloured);
}

} // namespace
} // namespace outcome_lines

BOOST_AUTO_TEST_SUITE(outcome_lines)

BOOST_AUTO_TEST_CASE(are_one_for_each) {
    BOOST_TEST(plain(succeeded()) == "SUCCEED\tid\n");
    BOOST_TEST(plain(decided(mrs::cancel_status::succeed, "not shown")) == "SUCCEED\tid\n");
    BOOST_TEST(plain(decided(mrs::cancel_status::failed, "no\n\x1b[31m")) ==
               "FAILED\tid\tno\\n\\x1b[31m\n");
    BOOST_TEST(plain(failed_with(mrs::errc::connect_failed, "refused\tby\npeer", 0)) ==
               "ERROR\tid\tno connection could be made: cancel_sql: refused\\tby\\npeer\n");
}

BOOST_AUTO_TEST_CASE(have_their_id_escaped_too) {
    BOOST_TEST(plain(succeeded("a\tb\n")) == "SUCCEED\ta\\tb\\n\n");
}

BOOST_AUTO_TEST_CASE(have_colour_in_their_first_word_alone) {
    BOOST_TEST(coloured(succeeded()) == "\x1b[32mSUCCEED\x1b[0m\tid\n");
    BOOST_TEST(coloured(decided(mrs::cancel_status::failed, "no")) ==
               "\x1b[31mFAILED\x1b[0m\tid\tno\n");
    BOOST_TEST(coloured(failed_with(mrs::errc::call_timeout, "x", 0)) ==
               "\x1b[33mERROR\x1b[0m\tid\tthe call's time limit passed: cancel_sql: x\n");
}

BOOST_AUTO_TEST_CASE(tell_how_it_ended) {
    using mrs::sql_state;
    using mrs::wait_outcome;
    BOOST_TEST(plain(waited(wait_outcome::stopped, sql_state::failed, "Query\twas canceled")) ==
               "SUCCEED\tid\tstopped: Query\\twas canceled\n");
    BOOST_TEST(plain(waited(wait_outcome::had_ended, sql_state::finished)) ==
               "SUCCEED\tid\thad ended: FINISHED\n");
    BOOST_TEST(plain(waited(wait_outcome::had_ended, sql_state::failed, "no table")) ==
               "SUCCEED\tid\thad ended: FAILED: no table\n");
    BOOST_TEST(plain(waited(wait_outcome::still_running, sql_state::finishing)) ==
               "SUCCEED\tid\tstill running: FINISHING\n");
    BOOST_TEST(plain(waited(wait_outcome::not_cancelled, sql_state::running)) ==
               "FAILED\tid\tnot now\n");
    BOOST_TEST(plain(lost_after_its_cancel(mrs::errc::call_timeout)) ==
               "ERROR\tid\tit was cancelled, but its end is not known: the call's time limit "
               "passed: sql_result\n");
    BOOST_TEST(coloured(waited(wait_outcome::stopped, sql_state::failed)) ==
               "\x1b[32mSUCCEED\x1b[0m\tid\tstopped\n");
}

BOOST_AUTO_TEST_CASE(may_be_json) {
    BOOST_TEST(to_line(succeeded(), line_style::json) ==
               "{\"id\":\"id\",\"cluster\":\"c1\",\"outcome\":\"SUCCEED\"}\n");
}

BOOST_AUTO_TEST_SUITE_END()
