// SPDX-License-Identifier: BSL-1.0
#include "../unprinted_texts.hpp"
#include "cli/input/recognition.hpp"
#include "collected_rows.hpp"

#include <boost/test/unit_test.hpp>

#include <initializer_list>

using namespace mrs::cli;
using namespace std::string_literals;

namespace recognition {
namespace {

const format_choice by_name(row_format::lines, false);

/// The rows of an input whose name tells nothing, however it is cut.
rows read(const std::string& text, const field_names& fields = {}) {
    const rows whole = rows_of(by_name, text, fields);
    for (const std::size_t size : {1U, 2U, 5U})
        BOOST_TEST(rows_of(by_name, text, fields, size, size) == whole, size);
    return whole;
}

/// The one problem about an input.
std::string refused(const std::string& text, format_choice by = by_name) {
    const rows all = rows_of(by, text);
    BOOST_REQUIRE(all.size() == 1u);
    BOOST_TEST(all[0].starts_with("error "), all[0]);
    return all[0];
}

bool has(const std::string& text, const char* part) {
    return text.find(part) != text.npos;
}

/// A text's bytes, each beside a NUL.
std::string utf_16(const std::string& text, bool little) {
    std::string wide;
    for (const char c : text) {
        wide += little ? c : '\0';
        wide += little ? '\0' : c;
    }
    return wide;
}

constexpr char csv_note[] =
    "note read as CSV, for its first line is a header; --format lines takes it as ids";
constexpr char jsonl_note[] =
    "note read as JSON Lines, for its first line is an object; --format lines takes it as ids";

} // namespace
} // namespace recognition

BOOST_AUTO_TEST_SUITE(recognition)

BOOST_AUTO_TEST_CASE(leaves_a_list_of_ids_as_it_is) {
    BOOST_TEST(read("a\nb\n") == (rows{"1 a", "2 b"}));
    BOOST_TEST(read("a") == rows{"1 a"});
    BOOST_TEST(read("a\r") == rows{"1 a"});
    BOOST_TEST(read("") == rows{});
    BOOST_TEST(read("# only\n\n \t\r\n") == rows{});
    BOOST_TEST(read("a b\n") == rows{"1 a b"});
    BOOST_TEST(read("ids\nid_1\n") == (rows{"1 ids", "2 id_1"}));
}

BOOST_AUTO_TEST_CASE(of_json_lines) {
    BOOST_TEST(read("{\"id\":\"a\"}\n{\"id\":\"b\"}\n") == (rows{jsonl_note, "1 a", "2 b"}));
    BOOST_TEST(read("\xef\xbb\xbf\n# x\n {\"sql_id\":\"a\"} \r\n") ==
               (rows{jsonl_note, "2 !" + rows_of(row_format::jsonl, "# x")[0].substr(3), "3 a"}));
    BOOST_TEST(read("{\"x\":\"a\"}") == (rows{jsonl_note, "1 !the object has no sql_id or id"}));
}

BOOST_AUTO_TEST_CASE(of_csv_by_its_header) {
    BOOST_TEST(read("sql_id\na\n") == (rows{csv_note, "2 a"}));
    BOOST_TEST(read("# x\nname , \"id\"\r\nx,a\r\n") == (rows{csv_note, "3 a"}));
    BOOST_TEST(read("name,query\nx,a\n", {"query", ""}) == (rows{csv_note, "2 a"}));
    BOOST_TEST(read("name,id\nx,a\n", {"query", ""}) == (rows{"1 name,id", "2 x,a"}));
    BOOST_TEST(read("[name],[query]\nx,a\n", {"[query]", ""}) == (rows{csv_note, "2 a"}));
    BOOST_TEST(read("name,ids\n") == rows{"1 name,ids"});
    BOOST_TEST(has(refused("name;sql_id\nx;a\n"), "without commas"));
    BOOST_TEST(has(refused("sql_id\tname\na\tx\n"), "without commas"));
}

BOOST_AUTO_TEST_CASE(names_a_way_to_read_other_json) {
    for (const char* const text : {"[\"a\",\"b\"]", "[\n\"a\"\n]\n", " [{\"sql_id\":\"a\"}]\n"}) {
        BOOST_TEST(has(refused(text), "jq -c '.[]'"), text);
        BOOST_TEST(has(refused(text, {row_format::jsonl, false}), "jq -c '.[]'"), text);
    }
    BOOST_TEST(has(refused("{\n  \"ids\": [\"a\"]\n}\n"), "jq -c ."));
}

BOOST_AUTO_TEST_CASE(names_a_way_to_read_what_is_no_utf_8) {
    for (const bool told : {false, true}) {
        const format_choice by(row_format::lines, told);
        BOOST_TEST(has(refused("\xff\xfe" + utf_16("a\nb\n", true), by), "iconv -f UTF-16 "));
        BOOST_TEST(has(refused("\xfe\xff" + utf_16("a\nb\n", false), by), "iconv -f UTF-16 "));
        BOOST_TEST(has(refused(utf_16("id-1\nb\n", true), by), "iconv -f UTF-16LE"));
        BOOST_TEST(has(refused(utf_16("id-1\nb\n", false), by), "iconv -f UTF-16BE"));
        BOOST_TEST(has(refused(utf_16("id-1", true), by), "iconv -f UTF-16LE"));
        BOOST_TEST(has(refused("\xff\xfe\0\0a\0\0\0"s, by), "iconv -f UTF-32"));
    }
    BOOST_TEST(refused("\x7f"
                       "ELF\0\0\n\na\n"s) == "error it is no text");
    // A file whose later rows are bad is a text all the same.
    BOOST_TEST(read("a\nb\0c\n"s) == (rows{"1 a", "2 b\0c"s}));
}

BOOST_AUTO_TEST_CASE(names_a_way_to_read_what_is_compressed) {
    for (const bool told : {false, true}) {
        const format_choice by(row_format::csv, told);
        BOOST_TEST(has(refused("\x1f\x8b\x08\0x\ny\n"s, by), "zcat FILE | mrs-cancel -"));
        BOOST_TEST(has(refused("\x28\xb5\x2f\xfdx\ny\n", by), "zstdcat FILE | mrs-cancel -"));
        BOOST_TEST(has(refused("\xfd"
                               "7zXZ\0x"s,
                               by),
                       "xzcat"));
        BOOST_TEST(has(refused("BZh91AY&SYx", by), "bzcat"));
        BOOST_TEST(has(refused("PK\x03\x04x", by), "save it as CSV"));
    }
    BOOST_TEST(read("BZh\nPK\n") == (rows{"1 BZh", "2 PK"}));
}

BOOST_AUTO_TEST_CASE(names_a_way_to_read_lines_that_end_with_cr) {
    for (const bool told : {false, true})
        BOOST_TEST(has(refused("a\rb\rc\r", {row_format::lines, told}), "tr '\\r' '\\n'"));
}

BOOST_AUTO_TEST_CASE(does_not_doubt_what_an_option_says) {
    const format_choice lines = row_format::lines;
    BOOST_TEST(rows_of(lines, "{\"id\":\"a\"}\n[\n") == (rows{"1 {\"id\":\"a\"}", "2 ["}));
    BOOST_TEST(rows_of(lines, "sql_id\nname,id\n") == (rows{"1 sql_id", "2 name,id"}));
    BOOST_TEST(rows_of(row_format::csv, "id,n\n{\"id\":\"a\"},1\n").size() == 1u);
}

/// Nor does it wait for more than it needs, or for ever.
BOOST_AUTO_TEST_CASE(looks_at_the_first_line_alone) {
    const std::string comments(most_to_recognise, '#');
    BOOST_TEST((recognise("a", false, by_name, {}) == std::nullopt));
    BOOST_TEST((recognise("a\n", false, by_name, {}) == row_format::lines));
    BOOST_TEST((recognise("# x\n\n", false, by_name, {}) == std::nullopt));
    BOOST_TEST((recognise("# x\n\n", true, by_name, {}) == row_format::lines));
    BOOST_TEST((recognise(comments, false, by_name, {}) == row_format::lines));
    BOOST_TEST(rows_of(by_name, comments + "\nid\n") == rows{"2 id"});
}

BOOST_AUTO_TEST_SUITE_END()
