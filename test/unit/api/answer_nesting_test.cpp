// SPDX-License-Identifier: BSL-1.0
#include "api/answer_fields.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using mrs::api::answer_fields;
namespace field = mrs::api::field;

// What stands in a list, or too deep, is no field's value; and what follows it is read as before.

BOOST_AUTO_TEST_SUITE(answer_nesting)

BOOST_AUTO_TEST_CASE(what_a_list_holds_is_nobodys) {
    for (const std::string list :
         {R"(["x"])", "[1]", R"([{"message":"x"}])", R"([[],"x"])", R"([null,"x"])", R"([{},1])",
          R"({"a":["x"]})", R"({"a":{"message":"x"}})", R"({"code":null})", R"([{"code":1}])"})
        BOOST_TEST_CONTEXT(list) {
            answer_fields fields;
            BOOST_TEST(fields.parse(R"({"code":)" + list + R"(,"message":"m"})"));
            BOOST_TEST(!fields.outer(field::code).has_value());
            BOOST_TEST(!fields.nested(field::code).has_value());
            BOOST_TEST(!fields.nested(field::message).has_value());
            BOOST_TEST(fields.outer(field::message).value() == "m");
            BOOST_TEST(!fields.outer_is_string(field::code));
            BOOST_TEST(fields.outer_is_string(field::message));
        }
}

/// A name may come again in another object, and in none twice, at any place.
BOOST_AUTO_TEST_CASE(a_name_comes_once_in_an_object) {
    for (const std::string good :
         {R"({"code":1,"a":{"code":2},"b":{"code":3}})", R"({"a":{"code":1},"code":2})",
          R"({"a":{"b":{"code":1,"code":2}}})", R"({"a":[{"code":1,"code":2}]})"}) {
        answer_fields fields;
        BOOST_TEST(fields.parse(good), good);
    }
    for (const std::string bad :
         {R"({"code":1,"code":2})", R"({"a":{"code":1,"code":2}})", R"({"code":null,"code":2})",
          R"({"code":{},"a":[],"code":2})", R"({"a":{"code":1,"b":{},"code":2}})"}) {
        answer_fields fields;
        BOOST_TEST(!fields.parse(bad), bad);
        BOOST_TEST(fields.why() == "has code twice");
    }
}

BOOST_AUTO_TEST_CASE(only_an_object_is_a_document) {
    for (const std::string body : {"1", "\"x\"", "null", "true", "[]", "[{}]", "1.5", "-1"}) {
        answer_fields fields;
        BOOST_TEST(!fields.parse(body), body);
    }
}

BOOST_AUTO_TEST_SUITE_END()
