// SPDX-License-Identifier: BSL-1.0
#include "api/answer_fields.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

using mrs::api::answer_fields;
namespace field = mrs::api::field;

namespace answer_fields_reader {
namespace {

answer_fields parsed(std::string_view body) {
    answer_fields fields;
    BOOST_TEST(fields.parse(body), fields.why());
    return fields;
}

std::string refusal(std::string_view body) {
    answer_fields fields;
    BOOST_TEST(!fields.parse(body));
    return fields.why();
}

} // namespace
} // namespace answer_fields_reader

BOOST_AUTO_TEST_SUITE(answer_fields_reader)

BOOST_AUTO_TEST_CASE(knows_each_name) {
    const auto fields = parsed(R"({"status":"a","message":"b","error_code":"c","error_msg":"d",)"
                               R"("errorCode":"e","errorMsg":"f","code":"g","request_id":"h",)"
                               R"("msg":"i"})");
    BOOST_TEST(fields.outer(field::status).value() == "a");
    BOOST_TEST(fields.outer(field::message).value() == "b");
    BOOST_TEST(fields.outer(field::error_code).value() == "c");
    BOOST_TEST(fields.outer(field::error_msg).value() == "d");
    BOOST_TEST(fields.outer(field::error_code_camel).value() == "e");
    BOOST_TEST(fields.outer(field::error_msg_camel).value() == "f");
    BOOST_TEST(fields.outer(field::code).value() == "g");
    BOOST_TEST(fields.outer(field::request_id).value() == "h");
    BOOST_TEST(fields.outer(field::msg).value() == "i");
}

BOOST_AUTO_TEST_CASE(tells_strings_from_numbers) {
    const auto fields = parsed(R"({"status":7,"code":"7"})");
    BOOST_TEST(fields.outer(field::status).value() == "7");
    BOOST_TEST(!fields.outer_is_string(field::status));
    BOOST_TEST(fields.outer_is_string(field::code));
    BOOST_TEST(!fields.outer_is_string(field::message));
}

BOOST_AUTO_TEST_CASE(keeps_numbers_as_they_came) {
    for (const std::string number :
         {"0", "-1", "401", "12000001", "18446744073709551615", "99999999999999999999", "1.50e3"})
        BOOST_TEST(parsed(R"({"code":)" + number + "}").outer(field::code).value() == number);
}

BOOST_AUTO_TEST_CASE(has_nothing_for_other_types) {
    for (const std::string value :
         {"null", "true", "false", "{}", "[]", R"(["x"])", R"({"a":"x"})"})
        BOOST_TEST(!parsed(R"({"code":)" + value + "}").outer(field::code).has_value());
}

BOOST_AUTO_TEST_CASE(keeps_an_empty_string_apart_from_nothing) {
    BOOST_TEST(parsed(R"({"message":""})").outer(field::message).value().empty());
    BOOST_TEST(!parsed("{}").outer(field::message).has_value());
}

BOOST_AUTO_TEST_CASE(keeps_the_first_nested_object_apart) {
    const auto fields = parsed(
        R"({"a":{"code":1},"code":2,"b":{"code":3,"message":"m"},"c":{"d":{"error_code":"deep"}}})");
    BOOST_TEST(fields.outer(field::code).value() == "2");
    BOOST_TEST(fields.nested(field::code).value() == "1");
    BOOST_TEST(fields.nested(field::message).value() == "m");
    BOOST_TEST(!fields.nested(field::error_code).has_value());
}

BOOST_AUTO_TEST_CASE(looks_into_no_array) {
    const auto fields = parsed(R"({"errors":[{"code":1},{"code":2}],"x":{"y":[{"code":3}]}})");
    BOOST_TEST(!fields.outer(field::code).has_value());
    BOOST_TEST(!fields.nested(field::code).has_value());
}

BOOST_AUTO_TEST_CASE(does_not_take_a_value_for_a_name) {
    const auto fields = parsed(R"({"x":"status","y":["message"],"status":"code"})");
    BOOST_TEST(fields.outer(field::status).value() == "code");
    BOOST_TEST(!fields.outer(field::message).has_value());
    BOOST_TEST(!fields.outer(field::code).has_value());
}

BOOST_AUTO_TEST_CASE(refuses_a_known_name_twice_in_one_object) {
    for (const char* const body :
         {R"({"code":1,"code":1})", R"({"code":{},"code":1})", R"({"code":[],"code":null})",
          R"({"a":{"code":1,"code":2}})", R"({"a":{"code":{"x":1},"code":2}})",
          R"({"co\u0064e":1,"code":2})"})
        BOOST_TEST(refusal(body).find("twice") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(accepts_a_known_name_once_in_each_object) {
    BOOST_TEST(parsed(R"({"code":1,"a":{"code":2},"b":{"code":3}})").nested(field::code).value() ==
               "2");
}

BOOST_AUTO_TEST_CASE(says_why) {
    BOOST_TEST(refusal("[]").find("is not a JSON object") != std::string::npos);
    BOOST_TEST(refusal("{}x").find("something after its JSON object") != std::string::npos);
    BOOST_TEST(!refusal("").empty());
    BOOST_TEST(!refusal("{").empty());
}

BOOST_AUTO_TEST_SUITE_END()
