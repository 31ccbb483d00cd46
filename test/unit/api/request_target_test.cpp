// SPDX-License-Identifier: BSL-1.0
#include "api/request_target.hpp"
#include "support/table.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

using mrs::api::check_cluster_id;
using mrs::api::check_project_id;
using mrs::api::check_sql_id;
using mrs::api::problem;

namespace request_target {
namespace {

std::string cancel_target(std::string_view project_id, std::string_view cluster_id,
                          std::string_view sql_id) {
    std::string target;
    mrs::api::append_cancel_target(target, project_id, cluster_id, sql_id);
    return target;
}

struct encoded {
    std::string name;
    std::string sql_id;
    std::string segment;
};

const std::vector<encoded> encoded_ids = {
    {"target_I1_presto_id", "20261124_061500_00042_abcde", "20261124_061500_00042_abcde"},
    {"target_I1_unreserved", "AZaz09-._~", "AZaz09-._~"},
    {"target_I1_encoded_slash", "a%2fb", "a%252fb"},
    {"target_I1_encoded_dots", "%2e%2e", "%252e%252e"},
    {"target_I1_slash", "a/b", "a%2Fb"},
    {"target_I1_parent_inside", "../x", "..%2Fx"},
    {"target_I1_two_slashes", "//host", "%2F%2Fhost"},
    {"target_I1_absolute_url", "http://host", "http%3A%2F%2Fhost"},
    {"target_I1_backslash", "..\\x", "..%5Cx"},
    {"target_I1_three_dots", "...", "..."},
    {"target_I1_space", "a b", "a%20b"},
    {"target_I1_plus", "a+b", "a%2Bb"},
    {"target_I1_query", "a?b=c&d", "a%3Fb%3Dc%26d"},
    {"target_I1_fragment", "a#b", "a%23b"},
    {"target_I1_semicolon_and_at", "a;b@c:d,e", "a%3Bb%40c%3Ad%2Ce"},
    {"target_I1_quotes", "'\"", "%27%22"},
    {"target_I1_percent", "%", "%25"},
    {"target_I1_utf8", "\xe4\xbd\x9c", "%E4%BD%9C"},
    {"target_I1_invalid_utf8", "\xff\x80", "%FF%80"},
};

void check_encoded(const encoded& row) {
    BOOST_TEST(!check_sql_id(row.sql_id).has_value());
    BOOST_TEST(cancel_target("p1", "c-1", row.sql_id) ==
               "/v2/p1/clusters/c-1/sql-execution/" + row.segment + "/cancel");
}

struct refused {
    std::string name;
    std::string sql_id;
};

const std::vector<refused> refused_ids = {
    {"target_I1_empty", ""},
    {"target_I1_dot", "."},
    {"target_I1_two_dots", ".."},
    {"target_I1_CR_LF", "a\r\nX-Evil: 1"},
    {"target_I1_CR", "a\r"},
    {"target_I1_LF", "\na"},
    {"target_I1_tab", "a\tb"},
    {"target_I1_NUL", std::string("a\0b", 3)},
    {"target_I1_escape", "\x1b[31m"},
    {"target_I1_DEL", "a\x7f"},
    {"target_I1_1025_bytes", std::string(1025, 'a')},
    {"target_I1_8_KiB", std::string(8192, 'a')},
};

void check_refused(const refused& row) {
    const auto wrong = check_sql_id(row.sql_id);
    BOOST_TEST_REQUIRE(wrong.has_value());
    BOOST_TEST(wrong->substr(0, 6) == "sql_id");
    BOOST_TEST(wrong->find_first_of(std::string("\r\n\0", 3)) == std::string::npos);
}

bool names(const problem& wrong, const char* field) {
    return wrong.has_value() && wrong->substr(0, std::string(field).size()) == field;
}

} // namespace
} // namespace request_target

BOOST_AUTO_TEST_SUITE(request_target)

MRS_TEST_ROWS(encoded_ids, check_encoded);
MRS_TEST_ROWS(refused_ids, check_refused);

/// Whatever byte an id holds, the target keeps its seven slashes and needs no further quoting.
BOOST_AUTO_TEST_CASE(target_I1_every_byte_stays_in_its_segment) {
    for (int byte = 0; byte < 256; ++byte) {
        const std::string id = std::string("x") + static_cast<char>(byte);
        if (check_sql_id(id)) {
            BOOST_TEST((byte < 0x20 || byte == 0x7f), "refused: " << byte);
            continue;
        }
        const std::string target = cancel_target("p", "c", id);
        BOOST_TEST(std::count(target.begin(), target.end(), '/') == 7);
        for (const char c : target)
            BOOST_TEST((c > ' ' && c < '\x7f' && c != '?' && c != '#' && c != '\\'), byte);
    }
}

BOOST_AUTO_TEST_CASE(target_I1_longest_id) {
    const std::string longest(1024, '/');
    BOOST_TEST(!check_sql_id(longest).has_value());
    BOOST_TEST(cancel_target("p", "c", longest).size() ==
               std::string("/v2/p/clusters/c/sql-execution//cancel").size() + 3 * longest.size());
}

BOOST_AUTO_TEST_CASE(checks_project_ids) {
    for (const char* const good : {"a", "0123456789abcdef0123456789ABCDEF"})
        BOOST_TEST(!check_project_id(good).has_value(), good);
    BOOST_TEST(!check_project_id(std::string(64, 'a')).has_value());
    BOOST_TEST(names(check_project_id(std::string(65, 'a')), "project_id"));
    BOOST_TEST(names(check_project_id(std::string("a\0", 2)), "project_id"));
    for (const char* const bad : {"", "a-b", "a_b", "a b", "a/b", "..", "a\r\n", "%61", "\xc3\xa9"})
        BOOST_TEST(names(check_project_id(bad), "project_id"), bad);
}

BOOST_AUTO_TEST_CASE(checks_cluster_ids) {
    for (const char* const good : {"a", "-", "_", "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9"})
        BOOST_TEST(!check_cluster_id(good).has_value(), good);
    BOOST_TEST(!check_cluster_id(std::string(64, 'a')).has_value());
    BOOST_TEST(names(check_cluster_id(std::string(65, 'a')), "cluster_id"));
    for (const char* const bad : {"", "a.b", "a b", "a/b", "..", "a\r\n", "%61", "\xc3\xa9"})
        BOOST_TEST(names(check_cluster_id(bad), "cluster_id"), bad);
}

BOOST_AUTO_TEST_SUITE_END()
