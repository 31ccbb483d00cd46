// SPDX-License-Identifier: BSL-1.0
#include <mrs/cancel_sql.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <utility>

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

BOOST_AUTO_TEST_CASE(keeps_its_two_ids_apart) {
    // Two ids of 36 bytes are kept in the request, longer ones beside it.
    for (const std::size_t length : {0U, 1U, 35U, 36U, 37U, 1024U}) {
        std::string cluster(36, 'c');
        std::string sql(length, 's');
        cancel_sql_request one(cluster, sql);
        cluster = sql = "changed";
        const cancel_sql_request copy = one;
        cancel_sql_request assigned("other", std::string(2000, 'o'));
        assigned = copy;
        const cancel_sql_request moved = std::move(one);
        for (const cancel_sql_request& each : {copy, assigned, moved}) {
            BOOST_TEST(each.cluster_id() == std::string(36, 'c'));
            BOOST_TEST(each.sql_id() == std::string(length, 's'));
        }
    }
    BOOST_TEST(cancel_sql_request("", "s").sql_id() == "s");
    BOOST_TEST(cancel_sql_request("c", "").cluster_id() == "c");
    BOOST_TEST(cancel_sql_request("c", "").sql_id() == "");
}

BOOST_AUTO_TEST_CASE(has_no_id_after_it_was_moved_from) {
    for (const std::size_t length : {1U, 100U}) {
        cancel_sql_request one("cluster-1", std::string(length, 's'));
        cancel_sql_request moved = std::move(one);
        BOOST_TEST(one.cluster_id() == ""); // NOLINT(*-use-after-move,*cplusplus.Move)
        BOOST_TEST(one.sql_id() == "");
        one = std::move(moved);
        BOOST_TEST(moved.cluster_id() == ""); // NOLINT(*-use-after-move,*cplusplus.Move)
        BOOST_TEST(moved.sql_id() == "");
        BOOST_TEST(one.sql_id() == std::string(length, 's'));
    }
}

BOOST_AUTO_TEST_SUITE_END()
