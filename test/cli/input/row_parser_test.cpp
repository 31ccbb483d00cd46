// SPDX-License-Identifier: BSL-1.0
#include "../unprinted_texts.hpp"
#include "cli/input/row_parser.hpp"
#include "collected_rows.hpp"

#include <boost/test/unit_test.hpp>

using namespace mrs::cli;
using namespace std::string_literals;

namespace row_parsers {
namespace {

/// A text gives the same rows in one block, in two that are cut anywhere, and byte by byte.
void check_cuts(row_format format, const std::string& text, const field_names& fields = {}) {
    const rows expected = rows_of(format, text, fields);
    BOOST_TEST(!expected.empty());
    for (std::size_t cut = 0; cut <= text.size(); ++cut)
        BOOST_TEST(rows_of(format, text, fields, cut, text.size()) == expected, cut);
    for (const std::size_t size : {1U, 2U, 3U, 7U})
        BOOST_TEST(rows_of(format, text, fields, size, size) == expected, size);
}

} // namespace
} // namespace row_parsers

BOOST_AUTO_TEST_SUITE(row_parsers)

BOOST_AUTO_TEST_CASE(do_not_care_where_blocks_are_cut) {
    const std::string mark = "\xef\xbb\xbf";
    check_cuts(row_format::lines, mark + "a\r\n\n \t b c \r\n# d\n#\n" + std::string(5000, 'x') +
                                      "\r\n\xef\xbb\xbf" + "e\0f\n"s + "g");
    check_cuts(row_format::csv,
               mark + "#c\n\n\"sql_id\",\"n\"\r\n a ,\"x\r\n\"\"y\"\"\n#\"\r\n\nb\"c,1\n\"d\"e,2\n"
                      "#f\n\"g\" ,,\n\"h\",i\n j\rk,l\n\"m,n\n");
    check_cuts(row_format::csv, "sql_id,cluster\n\"a\",\"c\"\n\"b\",", {"sql_id", "cluster"});
    check_cuts(row_format::jsonl, mark + "{\"sql_id\":\"a\",\"x\":[1.5e3,\"\\u4e2d\",null]}\r\n\n"
                                         "{\"id\":\"b\",\"id\":\"c\"}\n{\"id\":1}\n{}\n[\n\"a\"\n"
                                         "{\"id\":\"\\\"d\\n\"} \n{\"id\":\"e\"}");
}

/// Around the size where a record becomes too long, malformed or not.
BOOST_AUTO_TEST_CASE(do_not_care_where_long_records_are_cut) {
    const std::string head = "sql_id,n\n";
    const std::string part(65536, 'x');
    const rows records{"a,\"" + part + "\n" + part + "\"", "a\",\"" + part + "\"",
                       "a,\"" + part + "\"y", "a,\"" + part.substr(7) + "\"y",
                       "a,\"" + part + "\"\"\n\",b"};
    for (const std::string& record : records) {
        std::string text = head;
        text.append(record).append("\nb,1\n");
        const rows expected = rows_of(row_format::csv, text);
        for (const std::size_t cut :
             {1U, 10U, 13U, 65535U, 65536U, 65544U, 65545U, 65546U, 65547U, 65550U})
            BOOST_TEST(rows_of(row_format::csv, text, {}, cut) == expected, cut);
        BOOST_TEST(rows_of(row_format::csv, text, {}, 1, 1) == expected);
    }
}

BOOST_AUTO_TEST_CASE(drop_a_byte_order_mark_only_at_the_beginning) {
    BOOST_TEST(rows_of(row_format::lines, "\xef\xbb\xbf"
                                          "a\n\xef\xbb\xbf"
                                          "b") == (rows{"1 a", "2 \xef\xbb\xbf"
                                                               "b"}));
    for (const char* const begin : {"\xef", "\xef\xbb", "\xef\xbbx", "\xefxx"})
        BOOST_TEST(rows_of(row_format::lines, begin, {}, 1, 1) == rows{"1 "s + begin});
    BOOST_TEST(rows_of(row_format::lines, "\xef\xbb\xbf") == rows{});
    BOOST_TEST(rows_of(row_format::csv, "\xef\xbb\xbf\"sql_id\"\na") == rows{"2 a"});
    BOOST_TEST(rows_of(row_format::jsonl, "\xef\xbb\xbf{\"id\":\"a\"}") == rows{"1 a"});
}

BOOST_AUTO_TEST_CASE(are_chosen_by_the_name_of_the_file) {
    BOOST_TEST((format_of("a.csv") == row_format::csv));
    BOOST_TEST((format_of("/x.csv/a.jsonl") == row_format::jsonl));
    BOOST_TEST((format_of("a.ndjson") == row_format::jsonl));
    for (const char* const name : {"a", "a.txt", "csv", "a.csv.gz", "", "a.json"})
        BOOST_TEST((format_of(name) == row_format::lines), name);
}

BOOST_AUTO_TEST_SUITE_END()
