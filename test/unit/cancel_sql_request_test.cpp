// SPDX-License-Identifier: BSL-1.0
#include <mrs/cancel_sql.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

using mrs::cancel_sql_request;

BOOST_AUTO_TEST_SUITE(cancel_request)

BOOST_AUTO_TEST_CASE(within_its_bounds_has_no_problem) {
    BOOST_TEST(!cancel_sql_request("cluster-1", "a/b c").problem().has_value());
    BOOST_TEST(
        !cancel_sql_request(std::string(64, 'c'), std::string(1024, 's')).problem().has_value());
}

BOOST_AUTO_TEST_CASE(says_what_is_wrong_with_its_ids) {
    BOOST_TEST(cancel_sql_request("", "s").problem().value() == "cluster_id is empty");
    BOOST_TEST(cancel_sql_request("c", "").problem().value() == "sql_id is empty");
    BOOST_TEST(cancel_sql_request("c", "..").problem().value() ==
               "sql_id is a relative path segment");
    BOOST_TEST(cancel_sql_request("c", std::string(1025, 's')).problem().value() ==
               "sql_id is longer than 1024 bytes");
    BOOST_TEST(cancel_sql_request("c", std::string("a\0b", 3)).problem().value() ==
               "sql_id has a control character");
    BOOST_TEST(cancel_sql_request("c/d", "s").problem().value() ==
               "cluster_id has a character outside [A-Za-z0-9_-]");
}

BOOST_AUTO_TEST_CASE(names_the_cluster_first) {
    BOOST_TEST(cancel_sql_request().problem().value() == "cluster_id is empty");
}

BOOST_AUTO_TEST_SUITE_END()
