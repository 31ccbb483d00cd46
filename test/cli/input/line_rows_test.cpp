// SPDX-License-Identifier: BSL-1.0
#include "../unprinted_texts.hpp"
#include "cli/input/line_rows.hpp"
#include "collected_rows.hpp"

#include <boost/test/unit_test.hpp>

using namespace mrs::cli;
using namespace std::string_literals;

namespace line_rows_are {
namespace {

rows lines(std::string_view text) {
    return rows_of(row_format::lines, text);
}

} // namespace
} // namespace line_rows_are

BOOST_AUTO_TEST_SUITE(line_rows_are)

BOOST_AUTO_TEST_CASE(one_id_a_line) {
    BOOST_TEST(lines("a\nb\r\nc") == (rows{"1 a", "2 b", "3 c"}));
    BOOST_TEST(lines("a\n") == rows{"1 a"});
    BOOST_TEST(lines("a\r") == rows{"1 a"});
    BOOST_TEST(lines("") == rows{});
}

BOOST_AUTO_TEST_CASE(counted_with_blanks_and_comments) {
    BOOST_TEST(lines("\n\r\n \t\n# x\n  # y\n#\na\n\n#z") == rows{"7 a"});
    BOOST_TEST(lines("# only\n# comments") == rows{});
    BOOST_TEST(lines("a#b\n") == rows{"1 a#b"});
}

BOOST_AUTO_TEST_CASE(trimmed_but_kept_inside) {
    BOOST_TEST(lines(" \ta b\t \r\n") == rows{"1 a b"});
    BOOST_TEST(lines("a\tb\na\rb\n") == (rows{"1 a\tb", "2 a\rb"}));
    BOOST_TEST(lines("a\0b\n"s) == rows{"1 a\0b"s});
    BOOST_TEST(lines("\xe4\xb8\xad\n") == rows{"1 \xe4\xb8\xad"});
}

BOOST_AUTO_TEST_CASE(refused_where_they_are_too_long) {
    const std::string longest(line_rows::longest_line, 'x');
    BOOST_TEST(lines(longest + "\nb\n") == (rows{"1 " + longest, "2 b"}));
    const rows one_too_long{"1 !the line is longer than 4096 bytes", "2 b"};
    BOOST_TEST(lines(longest + "x\nb\n") == one_too_long);
    BOOST_TEST(lines(std::string(1 << 20, 'x') + "\nb\n") == one_too_long);
    BOOST_TEST(lines(std::string(1 << 20, ' ') + "\nb\n") == one_too_long);
    BOOST_TEST(lines(std::string(1 << 20, 'x')) == rows{one_too_long.front()});
    BOOST_TEST(lines("# " + std::string(1 << 20, 'x') + "\nb") == rows{"2 b"});
}

BOOST_AUTO_TEST_SUITE_END()
