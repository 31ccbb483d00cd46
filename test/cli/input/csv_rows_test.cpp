// SPDX-License-Identifier: BSL-1.0
#include "../unprinted_texts.hpp"
#include "cli/input/csv_rows.hpp"
#include "collected_rows.hpp"

#include <boost/test/unit_test.hpp>

using namespace mrs::cli;
using namespace std::string_literals;

namespace csv_rows_are {
namespace {

rows csv(std::string_view text, const field_names& fields = {}) {
    return rows_of(row_format::csv, text, fields);
}

constexpr char malformed[] = "!the record is not well-formed CSV";
constexpr char unclosed[] = "!a quotation mark is not closed; lines ";
constexpr char not_read[] = " are not read";
constexpr char lost[] = "lines are lost";
constexpr char too_long[] = "!the record is longer than 64 KiB";

} // namespace
} // namespace csv_rows_are

BOOST_AUTO_TEST_SUITE(csv_rows_are)

BOOST_AUTO_TEST_CASE(records_behind_a_header) {
    BOOST_TEST(csv("sql_id\na\nb\n") == (rows{"2 a", "3 b"}));
    BOOST_TEST(csv("name,sql_id\r\nx,a\r\ny,b") == (rows{"2 a", "3 b"}));
    BOOST_TEST(csv("sql_id,n\na,\n,b\n\"\",c") == (rows{"2 a", "3 ", "4 "}));
    BOOST_TEST(csv("sql_id\n") == rows{});
    BOOST_TEST(csv("sql_id") == rows{});
    BOOST_TEST(csv("") == rows{});
}

BOOST_AUTO_TEST_CASE(quoted_as_in_rfc_4180) {
    BOOST_TEST(csv("\"sql_id\",\"n\"\n\"a,b\",\"x\ny\"\n\"c\"\"d\",\"\"\n") ==
               (rows{"2 a,b", "4 c\"d",
                     "note records with more lines than one: 1, the longest of lines 2 to 3"}));
    BOOST_TEST(csv("n,sql_id\n\"1\r\n\r\n2\n# 3\",a\nx,b\n") ==
               (rows{"2 a", "6 b",
                     "note records with more lines than one: 1, the longest of lines 2 to 5"}));
    BOOST_TEST(csv("sql_id,n\n\" a \", b c \t\r\n\td ,\"e\" \r\n") == (rows{"2  a ", "3 d"}));
}

BOOST_AUTO_TEST_CASE(counted_with_blanks_and_comments) {
    BOOST_TEST(csv("# c,d\n\n \t\r\nsql_id,n\n#x,\"\n\na,1\n  # y\n\"#b\",2\n") ==
               (rows{"7 a", "9 #b"}));
    BOOST_TEST(csv("sql_id,n\na,#1\n") == rows{"2 a"});
    BOOST_TEST(csv("# only\n# comments\n") == rows{});
}

BOOST_AUTO_TEST_CASE(found_by_the_name_of_the_column) {
    BOOST_TEST(csv("id,sql_id\na,b\n") == rows{"2 b"});
    BOOST_TEST(csv("id,n\na,b\n") == rows{"2 a"});
    BOOST_TEST(csv("id,sql_id,x y\na,b,c\n", {"x y", ""}) == rows{"2 c"});
    BOOST_TEST(csv("sql_id,cluster\na,c1\nb,\n", {"", "cluster"}) == (rows{"2 a @c1", "3 b"}));
    BOOST_TEST(csv("sql_id,cluster\na,c1\n") == rows{"2 a"});
}

BOOST_AUTO_TEST_CASE(not_there_without_their_column) {
    BOOST_TEST(csv("name,SQL_ID\na,b\n") ==
               rows{"error line 1, the header: no column is named sql_id or id; --id-field names"
                    " another"});
    BOOST_TEST(csv("sql_id\na\n", {"job", ""}) ==
               rows{"error line 1, the header: no column is named job"});
    BOOST_TEST(csv("sql_id\na\n", {"", "cluster"}) ==
               rows{"error line 1, the header: no column is named cluster"});
    BOOST_TEST(csv("sql_id,sql_id\na,b\n") ==
               rows{"error line 1, the header: two columns are named sql_id"});
    // What stands there is not repeated: the file may be another one than was meant.
    BOOST_TEST(csv("# x\n\nhunter2\na\n") ==
               rows{"error line 3, the header: no column is named sql_id or id; --id-field names"
                    " another"});
}

BOOST_AUTO_TEST_CASE(refused_where_they_are_malformed) {
    BOOST_TEST(csv("sql_id,n\na\"b,1\nc,2\n") == (rows{"2 "s + malformed, "3 c"}));
    BOOST_TEST(csv("sql_id,n\n\"a\"b,1\nc,2\n") == (rows{"2 "s + malformed, "3 c"}));
    BOOST_TEST(csv("sql_id,n\n\"a\" \"b\",1\nc,2") == (rows{"2 "s + malformed, "3 c"}));
    BOOST_TEST(csv("sql_id,n\na,1\n\"b,2\nc,3") ==
               (rows{"2 a", lost, "3 "s + unclosed + "3 to 4" + not_read}));
    BOOST_TEST(csv("sql_id,n\na,1\n\"b,2\nc,3\n") ==
               (rows{"2 a", lost, "3 "s + unclosed + "3 to 4" + not_read}));
    BOOST_TEST(csv("sql_id,n\na,1\nb,2\n\"c,3\n") ==
               (rows{"2 a", "3 b", "4 !a quotation mark is not closed"}));
    BOOST_TEST(csv("sql_id,n\na,1\n\"b,2\nc,3\n\"x,1\nd,4\n") ==
               (rows{"2 a", lost, "3 "s + malformed + "; lines 3 to 5" + not_read, "6 d"}));
    BOOST_TEST(csv("sql_id,n\na,\"1\nb,2\nc\"\nd,4\ne,\"\n\",1\n") ==
               (rows{"2 a", "5 d", lost,
                     "6 !the record has 3 fields, the header 2; lines 6 to 7"s + not_read,
                     "note records with more lines than one: 1, the longest of lines 2 to 4"}));
    BOOST_TEST(csv("sql_id\n\"a\nb\"\nc\n") ==
               (rows{lost, "2 !the id has a line's end; lines 2 to 3"s + not_read, "4 c"}));
    BOOST_TEST(csv("sql_id,n\na\nb,1,2\nc,3\n") ==
               (rows{"2 !the record has 1 fields, the header 2",
                     "3 !the record has 3 fields, the header 2", "4 c"}));
    BOOST_TEST(csv("sql_id,n\na\rb,1\na\0b,1\n"s) == (rows{"2 a\rb", "3 a\0b"s}));
    BOOST_TEST(csv("sql_id,n\ra,1\rb,2\r") ==
               rows{"error its lines end with CR alone: tr '\\r' '\\n' <FILE | mrs-cancel -"});
    BOOST_TEST(csv("\n\"sql_id\"x\na\n") == rows{"error line 2, the header: "
                                                 "the record is not well-formed CSV"});
}

BOOST_AUTO_TEST_CASE(refused_where_they_are_too_long) {
    const std::string head = "sql_id,n\n";
    const std::string longest(csv_rows::longest_record - 3, 'x');
    BOOST_TEST(csv(head + "a," + longest + "\nb,1\n") == (rows{"2 a", "3 b"}));
    BOOST_TEST(csv(head + "a,x" + longest + "\nb,1\n") == (rows{"2 "s + too_long, "3 b"}));
    const std::string megabyte(1 << 20, 'x');
    BOOST_TEST(csv(head + "a," + megabyte + "\nb,1\n") == (rows{"2 "s + too_long, "3 b"}));
    BOOST_TEST(csv(head + "a,\"" + megabyte + "\n\"\"\nc,1\n" + megabyte + "\"\nb,1\n") ==
               (rows{lost, "2 "s + too_long + "; lines 2 to 5" + not_read, "6 b"}));
    // What a missing quote swallows is not sent as rows of its own.
    BOOST_TEST(csv(head + "\"a,1\n" + megabyte + "\nb,1\n") ==
               (rows{lost, "2 "s + unclosed + "2 to 4" + not_read}));
    BOOST_TEST(csv("sql_id," + megabyte + "\n") ==
               rows{"error line 1, the header: the record is longer than 64 KiB"});
}

BOOST_AUTO_TEST_SUITE_END()
