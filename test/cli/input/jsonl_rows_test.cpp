// SPDX-License-Identifier: BSL-1.0
#include "../unprinted_texts.hpp"
#include "cli/input/jsonl_rows.hpp"
#include "collected_rows.hpp"

#include <boost/test/unit_test.hpp>

using namespace mrs::cli;
using namespace std::string_literals;

namespace jsonl_rows_are {
namespace {

rows jsonl(std::string_view text, const field_names& fields = {}) {
    return rows_of(row_format::jsonl, text, fields);
}

} // namespace
} // namespace jsonl_rows_are

BOOST_AUTO_TEST_SUITE(jsonl_rows_are)

BOOST_AUTO_TEST_CASE(one_object_a_line) {
    BOOST_TEST(jsonl("{\"sql_id\":\"a\"}\n\n \t\r\n {\"n\":[1,{\"id\":2}],\"id\":\"b\"} \r\n") ==
               (rows{"1 a", "4 b"}));
    BOOST_TEST(jsonl("{\"sql_id\":\"a\"}") == rows{"1 a"});
    BOOST_TEST(jsonl("{\"sql_\\u0069d\":\"\\u4e2d\\n\\\"\"}") == rows{"1 \xe4\xb8\xad\n\""});
    BOOST_TEST(jsonl("") == rows{});
}

BOOST_AUTO_TEST_CASE(found_by_the_name_of_the_field) {
    BOOST_TEST(jsonl("{\"id\":\"a\",\"sql_id\":\"b\"}") == rows{"1 b"});
    BOOST_TEST(jsonl("{\"id\":1,\"sql_id\":\"b\"}") == rows{"1 b"});
    BOOST_TEST(jsonl("{\"id\":\"a\",\"x y\":\"b\"}", {"x y", ""}) == rows{"1 b"});
    BOOST_TEST(jsonl("{\"id\":\"a\",\"c\":\"d\"}\n{\"c\":\"\",\"sql_id\":\"b\"}", {"", "c"}) ==
               (rows{"1 a @d", "2 b"}));
    BOOST_TEST(jsonl("{\"k\":\"a\",\"c\":\"d\"}", {"k", "c"}) == rows{"1 a @d"});
    BOOST_TEST(jsonl("{\"id\":\"a\",\"c\":\"d\"}") == rows{"1 a"});
}

BOOST_AUTO_TEST_CASE(refused_without_a_string) {
    for (const char* const value : {"1", "1.5", "null", "true", "[\"a\"]", "{\"sql_id\":\"a\"}"})
        BOOST_TEST(jsonl("{\"sql_id\":" + std::string(value) + ",\"id\":\"x\"}") ==
                       rows{"1 !sql_id is not a string"},
                   value);
    BOOST_TEST(jsonl("{}\n{\"id\":\"a\"}") == (rows{"1 !the object has no sql_id or id", "2 a"}));
    BOOST_TEST(jsonl("{\"x\":{\"sql_id\":\"a\"}}") == rows{"1 !the object has no sql_id or id"});
    BOOST_TEST(jsonl("{\"id\":\"a\"}", {"k", ""}) == rows{"1 !the object has no k"});
    BOOST_TEST(jsonl("{\"id\":\"a\"}\n{\"id\":\"a\",\"c\":null}", {"", "c"}) ==
               (rows{"1 !the object has no c", "2 !c is not a string"}));
}

BOOST_AUTO_TEST_CASE(refused_where_a_field_comes_twice) {
    BOOST_TEST(jsonl("{\"sql_id\":\"a\",\"sql_id\":\"b\"}") ==
               rows{"1 !the line has sql_id twice"});
    BOOST_TEST(jsonl("{\"sql_id\":\"a\",\"sql\\u005fid\":\"a\"}") ==
               rows{"1 !the line has sql_id twice"});
    BOOST_TEST(jsonl("{\"id\":\"a\",\"c\":\"a\",\"c\":\"b\"}", {"", "c"}) ==
               rows{"1 !the line has c twice"});
    BOOST_TEST(jsonl("{\"id\":\"a\",\"x\":1,\"x\":{\"id\":\"c\",\"id\":\"d\"}}") == rows{"1 a"});
}

BOOST_AUTO_TEST_CASE(refused_where_they_are_no_objects) {
    for (const char* const value : {"\"a\"", "1", "null", "true", "[{\"sql_id\":\"a\"}]"})
        BOOST_TEST(jsonl(std::string(value) + "\n{\"id\":\"a\"}") ==
                       (rows{"1 !the line is not a JSON object", "2 a"}),
                   value);
    BOOST_TEST(jsonl("{\"id\":\"a\"} {\"id\":\"b\"}") ==
               rows{"1 !the line has something after its JSON object"});
    for (const char* const text :
         {"{", "a", "{\"id\":\"a\"", "{\"id\":\"a\",}", "{'id':'a'}", "# x", "{\"id\":\"\xff\"}",
          "{\"id\":\"\\ud800\"}", "{\"id\":\"a\tb\"}"}) {
        const rows found = jsonl(text);
        BOOST_REQUIRE_MESSAGE(found.size() == 1u, text);
        BOOST_TEST(found[0].starts_with("1 !the line is not valid JSON: "), text);
    }
    BOOST_TEST(jsonl("{\"id\":\"a\0b\"}"s).front().starts_with("1 !the line is not valid JSON"));
    BOOST_TEST(jsonl("{\"id\":\"a\\u0000b\"}") == rows{"1 a\0b"s});
}

BOOST_AUTO_TEST_CASE(refused_where_they_are_too_deep_or_too_long) {
    const auto nested = [](std::size_t depth) {
        return "{\"id\":\"a\",\"x\":" + std::string(depth, '[') + std::string(depth, ']') + "}\n";
    };
    BOOST_TEST(jsonl(nested(jsonl_rows::max_depth - 1)) == rows{"1 a"});
    BOOST_TEST(jsonl(nested(jsonl_rows::max_depth)) ==
               rows{"1 !the line is not valid JSON: too deep"});
    const std::string rest = "{\"id\":\"a\",\"x\":\"\"}";
    const std::string longest(jsonl_rows::longest_line - rest.size(), 'x');
    BOOST_TEST(jsonl("{\"id\":\"a\",\"x\":\"" + longest + "\"}\n{\"id\":\"b\"}") ==
               (rows{"1 a", "2 b"}));
    const rows one_too_long{"1 !the line is longer than 64 KiB", "2 b"};
    BOOST_TEST(jsonl("{\"id\":\"a\",\"x\":\"x" + longest + "\"}\n{\"id\":\"b\"}") == one_too_long);
    BOOST_TEST(jsonl(std::string(1 << 20, ' ') + "\n{\"id\":\"b\"}") == one_too_long);
}

BOOST_AUTO_TEST_SUITE_END()
