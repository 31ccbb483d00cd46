// SPDX-License-Identifier: BSL-1.0
#include "cli/line_splitter.hpp"

#include <boost/test/unit_test.hpp>

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

using mrs::cli::line_splitter;

namespace {

std::vector<std::string> lines_of(std::initializer_list<std::string_view> blocks) {
    line_splitter splitter;
    for (const std::string_view block : blocks)
        splitter.feed(block);
    splitter.finish();
    std::vector<std::string> lines;
    while (auto line = splitter.next())
        lines.push_back(*line);
    BOOST_TEST(splitter.empty());
    return lines;
}

using list = std::vector<std::string>;

} // namespace

BOOST_TEST_DONT_PRINT_LOG_VALUE(list)

BOOST_AUTO_TEST_SUITE(lines)

BOOST_AUTO_TEST_CASE(end_with_lf_or_crlf_or_the_text) {
    BOOST_TEST(lines_of({"a\nb\r\nc"}) == (list{"a", "b", "c"}));
    BOOST_TEST(lines_of({"a\n"}) == list{"a"});
    BOOST_TEST(lines_of({"a\r"}) == list{"a"});
}

BOOST_AUTO_TEST_CASE(that_are_blank_do_not_count) {
    BOOST_TEST(lines_of({"\n\r\n \t\n  \r\na\n\n"}) == list{"a"});
    BOOST_TEST(lines_of({}) == list{});
    BOOST_TEST(lines_of({"", "\n", ""}) == list{});
}

BOOST_AUTO_TEST_CASE(may_come_in_any_pieces) {
    BOOST_TEST(lines_of({"a", "b\r", "\nc", "\n", "d"}) == (list{"ab", "c", "d"}));
}

BOOST_AUTO_TEST_CASE(keep_what_an_id_may_not_have) {
    BOOST_TEST(lines_of({"a\tb\n"}) == list{"a\tb"});
    BOOST_TEST(lines_of({"a\rb\n"}) == list{"a\rb"});
    BOOST_TEST(lines_of({std::string_view("a\0b\n", 4)}) == list{std::string("a\0b", 3)});
}

BOOST_AUTO_TEST_CASE(that_are_too_long_are_cut_and_take_no_more_memory) {
    const std::string part(line_splitter::longest - 1, 'x');
    const list lines = lines_of({part, part, part, "\nnext\n"});
    BOOST_REQUIRE(lines.size() == 2u);
    BOOST_TEST(lines[0].size() == line_splitter::longest);
    BOOST_TEST(lines[1] == "next");
}

BOOST_AUTO_TEST_SUITE_END()
