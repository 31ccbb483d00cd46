// SPDX-License-Identifier: BSL-1.0
#include "cli/progress/progress_bar.hpp"
#include "cli/progress/progress_line.hpp"
#include "pseudo_terminal.hpp"
#include "wait_for.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>
#include <thread>

using namespace mrs::cli;
using namespace std::chrono_literals;

namespace progress_bars {
namespace {

constexpr std::chrono::steady_clock::time_point start{1h};

progress_state some_state() {
    progress_state now;
    now.run.taken = now.run.succeeded = 5;
    now.total = 10;
    return now;
}

/// What the bar has on a terminal of so many columns.
std::string line_for(std::size_t columns) {
    return progress_line(some_state(), columns - 1);
}

/// Waits until the terminal has what was written: a bar does not add to what it has not taken, and
/// a terminal is closed when nobody writes to it any more.
void settle(line_writer& writer) {
    wait_for(writer.done());
    while (!writer.idle())
        std::this_thread::yield();
}

} // namespace
} // namespace progress_bars

BOOST_AUTO_TEST_SUITE(progress_bars)

BOOST_AUTO_TEST_CASE(are_drawn_within_the_terminal_without_escape_codes) {
    const pseudo_terminal terminal(80);
    line_writer writer(terminal.descriptor());
    progress_bar bar(writer);
    bar.draw(some_state(), start);
    settle(writer);
    const std::string shown = terminal.shown(line_for(80).size() + 1);
    BOOST_TEST(shown == "\r" + line_for(80));
    BOOST_TEST(shown.size() <= 80u);
    BOOST_TEST(shown.find('\x1b') == shown.npos);
}

BOOST_AUTO_TEST_CASE(are_drawn_five_times_a_second_at_most) {
    const pseudo_terminal terminal(40);
    line_writer writer(terminal.descriptor());
    progress_bar bar(writer);
    for (int time = 0; time <= 1000; time += 10) {
        bar.draw(some_state(), start + time * 1ms);
        settle(writer);
    }
    bar.clear();
    const std::string one = "\r" + line_for(40);
    std::string expected;
    for (int count = 0; count < 6; ++count) // at 0, 200, ... 1000 ms
        expected += one;
    expected += "\r" + std::string(line_for(40).size(), ' ') + "\r";
    settle(writer);
    BOOST_TEST(terminal.shown(expected.size()) == expected);
}

BOOST_AUTO_TEST_CASE(are_put_back_behind_other_text) {
    const pseudo_terminal terminal(40);
    line_writer writer(terminal.descriptor());
    progress_bar bar(writer);
    bar.draw(some_state(), start);
    bar.clear();
    settle(writer);
    progress_state later = some_state();
    later.run.taken = later.run.succeeded = 6;
    bar.draw(later, start + 1ms);
    settle(writer);
    bar.draw(later, start + 2ms);
    bar.draw(later, start + 200ms);
    const std::string line = line_for(40);
    const std::string expected = "\r" + line + "\r" + std::string(line.size(), ' ') + "\r\r" +
                                 line + "\r" + progress_line(later, 39);
    settle(writer);
    BOOST_TEST(terminal.shown(expected.size()) == expected);
}

BOOST_AUTO_TEST_CASE(cover_what_a_longer_one_left) {
    const pseudo_terminal terminal(80);
    line_writer writer(terminal.descriptor());
    progress_bar bar(writer);
    progress_state now = some_state();
    now.run.failed = 3;
    const std::string longer = progress_line(now, 79);
    now.total.reset();
    now.run.failed = 0;
    const std::string shorter = progress_line(now, 79);
    BOOST_REQUIRE(shorter.size() < longer.size());
    progress_state before = some_state();
    before.run.failed = 3;
    bar.draw(before, start);
    settle(writer);
    bar.draw(now, start + 1s);
    const std::string expected =
        "\r" + longer + "\r" + shorter + std::string(longer.size() - shorter.size(), ' ');
    settle(writer);
    BOOST_TEST(terminal.shown(expected.size()) == expected);
}

BOOST_AUTO_TEST_CASE(do_not_wrap_where_the_terminal_became_narrower) {
    const pseudo_terminal terminal(80);
    line_writer writer(terminal.descriptor());
    progress_bar bar(writer);
    bar.draw(some_state(), start);
    settle(writer);
    terminal.resize(20);
    bar.draw(some_state(), start + 1s);
    bar.clear();
    std::string narrow = line_for(20);
    narrow.resize(19, ' ');
    const std::string expected =
        "\r" + line_for(80) + "\r" + narrow + "\r" + std::string(line_for(20).size(), ' ') + "\r";
    settle(writer);
    BOOST_TEST(terminal.shown(expected.size()) == expected);
}

BOOST_AUTO_TEST_CASE(are_cleared_once) {
    const pseudo_terminal terminal(40);
    line_writer writer(terminal.descriptor());
    progress_bar bar(writer);
    bar.clear();
    bar.draw(some_state(), start);
    bar.clear();
    bar.clear();
    settle(writer);
    BOOST_REQUIRE(::write(terminal.descriptor(), "end", 3) == 3);
    const std::string line = line_for(40);
    const std::string expected = "\r" + line + "\r" + std::string(line.size(), ' ') + "\rend";
    settle(writer);
    BOOST_TEST(terminal.shown(expected.size()) == expected);
}

BOOST_AUTO_TEST_CASE(do_not_wait_for_a_terminal_that_was_stopped) {
    const pseudo_terminal terminal(40);
    line_writer writer(terminal.descriptor());
    progress_bar bar(writer);
    terminal.stop();
    for (int count = 0; count < 1000; ++count)
        bar.draw(some_state(), start + count * 1s);
    terminal.go_on();
    settle(writer);
    settle(writer);
    BOOST_TEST(terminal.shown(line_for(40).size() + 1) == "\r" + line_for(40));
}

BOOST_AUTO_TEST_CASE(bear_a_terminal_that_has_gone) {
    pseudo_terminal terminal(40);
    line_writer writer(terminal.descriptor());
    progress_bar bar(writer);
    bar.draw(some_state(), start);
    terminal.hang_up();
    bar.draw(some_state(), start + 1s);
    bar.clear();
    line_writer no_writer(-1);
    progress_bar nowhere(no_writer);
    nowhere.draw(some_state(), start);
    nowhere.clear();
}

BOOST_AUTO_TEST_SUITE_END()
