// SPDX-License-Identifier: BSL-1.0
#include "cli/output/failed_file_plan.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace mrs::cli;

namespace {

/// Of a list that was used up, and is the failed file too.
failed_file_facts used_up() {
    failed_file_facts facts;
    facts.is_input = true;
    facts.all_read = true;
    return facts;
}

std::string said(const failed_file_facts& facts) {
    return sentence(facts, "ids", "ids.failed");
}

} // namespace

BOOST_AUTO_TEST_SUITE(failed_file_plans)

BOOST_AUTO_TEST_CASE(replace_a_list_that_was_used_up_without_a_word) {
    const auto plan = judge(used_up());
    BOOST_TEST(!plan.beside);
    BOOST_TEST(plan.complete);
    BOOST_TEST(said(used_up()) == "");
}

BOOST_AUTO_TEST_CASE(leave_a_list_alone_for_each_reason) {
    const auto expect = [](auto change, bool complete, const std::string& text) {
        failed_file_facts facts = used_up();
        change(facts);
        BOOST_TEST(judge(facts).beside, text);
        BOOST_TEST(judge(facts).complete == complete, text);
        BOOST_TEST(said(facts) == text);
        facts.is_input = false;
        BOOST_TEST(!judge(facts).beside, text);
        BOOST_TEST(judge(facts).complete == complete, text);
        BOOST_TEST(said(facts).empty() == complete, text);
    };
    const std::string left = "ids was left as it is, since ";
    const std::string there = ": what did not succeed is in ids.failed";
    expect([](auto& facts) { facts.all_read = false; }, false,
           left + "not all of the input was read" + there +
               ", which is not complete: it lacks what was not read");
    expect([](auto& facts) { facts.broke_off = true; }, false,
           left + "the run broke off" + there + ", which is not complete: the run broke off");
    expect([](auto& facts) { facts.left_out = 2; }, false,
           left + "it has rows, comments or fields that would be lost" + there +
               ", which is not complete: it lacks 2 ids or rows that its format cannot hold");
    expect([](auto& facts) { facts.is_part = true; }, true,
           left + "the rest of it is for other shards" + there);
    expect([](auto& facts) { facts.changed = true; }, true,
           left + "it has changed since it was read" + there);
    expect([](auto& facts) { facts.set_aside = true; }, true,
           left + "it has rows, comments or fields that would be lost" + there);
}

BOOST_AUTO_TEST_CASE(say_of_another_file_what_it_lacks) {
    failed_file_facts facts;
    BOOST_TEST(said(facts) == "ids is not complete: it lacks what was not read");
    facts.all_read = true;
    facts.left_out = 3;
    BOOST_TEST(said(facts) ==
               "ids is not complete: it lacks 3 ids or rows that its format cannot hold");
}

BOOST_AUTO_TEST_SUITE_END()
