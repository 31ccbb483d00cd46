// SPDX-License-Identifier: BSL-1.0
#include "cli/base/terminal.hpp"
#include "pseudo_terminal.hpp"

#include <boost/test/unit_test.hpp>

#include <unistd.h>

using namespace mrs::cli;

namespace terminals {
namespace {

terminal_facts two_terminals() {
    terminal_facts facts;
    facts.output_is_terminal = true;
    facts.error_is_terminal = true;
    facts.term = "xterm";
    return facts;
}

} // namespace
} // namespace terminals

BOOST_AUTO_TEST_SUITE(terminals)

BOOST_AUTO_TEST_CASE(have_a_bar_and_colours) {
    const auto choice = choose(two_terminals());
    BOOST_TEST(choice.progress);
    BOOST_TEST(choice.colours);
    BOOST_TEST(choice.shared);
}

BOOST_AUTO_TEST_CASE(are_told_from_pipes_each_for_itself) {
    auto facts = two_terminals();
    facts.output_is_terminal = false;
    auto choice = choose(facts);
    BOOST_TEST(choice.progress);
    BOOST_TEST(!choice.colours);
    BOOST_TEST(!choice.shared);
    facts = two_terminals();
    facts.error_is_terminal = false;
    choice = choose(facts);
    BOOST_TEST(!choice.progress);
    BOOST_TEST(choice.colours);
    BOOST_TEST(!choice.shared);
}

BOOST_AUTO_TEST_CASE(that_are_dumb_or_unnamed_have_neither) {
    for (const char* const term : {"dumb", ""}) {
        auto facts = two_terminals();
        facts.term = term;
        const auto choice = choose(facts);
        BOOST_TEST(!choice.progress);
        BOOST_TEST(!choice.colours);
    }
}

BOOST_AUTO_TEST_CASE(may_be_without_colours_or_a_bar) {
    auto facts = two_terminals();
    facts.no_color = "0"; // any value counts
    BOOST_TEST(!choose(facts).colours);
    BOOST_TEST(choose(facts).progress);
    facts = two_terminals();
    facts.quiet = true;
    BOOST_TEST(choose(facts).colours);
    BOOST_TEST(!choose(facts).progress);
    BOOST_TEST(!choose(facts).shared);
    BOOST_TEST(!choose(facts).lines);
}

BOOST_AUTO_TEST_CASE(have_the_progress_that_is_asked_for) {
    auto facts = two_terminals();
    BOOST_TEST(!choose(facts).lines);
    facts.progress = progress_style::lines;
    BOOST_TEST(choose(facts).lines);
    BOOST_TEST(!choose(facts).progress);
    facts.progress = progress_style::off;
    BOOST_TEST(!choose(facts).lines);
    BOOST_TEST(!choose(facts).progress);
    facts.error_is_terminal = false;
    facts.progress = progress_style::automatic;
    BOOST_TEST(choose(facts).lines);
    facts.progress = progress_style::bar;
    BOOST_TEST(choose(facts).progress);
    BOOST_TEST(!choose(facts).lines);
    BOOST_TEST(!choose(facts).shared);
    facts = two_terminals();
    facts.term = "dumb";
    BOOST_TEST(choose(facts).lines);
}

BOOST_AUTO_TEST_CASE(tell_their_width) {
    const pseudo_terminal terminal(33);
    BOOST_TEST(width_of(terminal.descriptor()) == 33u);
    terminal.resize(120);
    BOOST_TEST(width_of(terminal.descriptor()) == 120u);
    terminal.resize(0);
    BOOST_TEST(width_of(terminal.descriptor()) == 80u);
    BOOST_TEST(width_of(-1) == 80u);
}

BOOST_AUTO_TEST_SUITE_END()
