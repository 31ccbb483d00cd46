// SPDX-License-Identifier: BSL-1.0
#include "fault_rules_of.hpp"
#include "service.hpp"
#include "wait_until.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>

using namespace mrs_emulator;
namespace json = boost::json;

namespace submissions {
namespace {

const std::string base = "/v2/p1/clusters/c1/sql-execution";

struct fixture {
    fixture() : state(10), api(tenant{"p1", "n1", {"c1", "c2"}, "secret"}, state) {}

    http_answer call(const std::string& method, const std::string& target,
                     const std::string& body = {}) {
        http_request request;
        request.id = "r-1";
        request.method = method;
        request.target = target;
        request.headers = {{"X-Auth-Token", "secret"}, {"Content-Length", "0"}};
        request.body = body;
        return api.handle(request, moment{}).answer;
    }

    http_answer submit(const std::string& sql, const std::string& archive_path = {},
                       const std::string& target = base) {
        json::object body{{"sql_type", "presto"}, {"sql_content", sql}};
        if (!archive_path.empty())
            body["archive_path"] = archive_path;
        return call("POST", target, json::serialize(body));
    }

    // What a query answers once the statement has ended.
    json::value ended(const std::string& id) {
        json::value answer;
        const auto has_ended = [&] {
            answer = json::parse(call("GET", base + '/' + id).body);
            const auto& status = answer.at("status").as_string();
            return status == "FINISHED" || status == "FAILED";
        };
        BOOST_REQUIRE(wait_until(has_ended));
        return answer;
    }

    json::value outcome(const std::string& sql, const std::string& archive_path = {}) {
        const http_answer answer = submit(sql, archive_path);
        BOOST_REQUIRE(answer.status == 200U);
        return ended(text(json::parse(answer.body), "id"));
    }

    static std::string text(const json::value& object, const char* name) {
        return object.at(name).as_string().c_str();
    }

    static std::string field(const http_answer& answer, const char* name) {
        return text(json::parse(answer.body), name);
    }

    emulator_state state;
    service api;
};

} // namespace
} // namespace submissions

BOOST_FIXTURE_TEST_SUITE(submissions, fixture)

BOOST_AUTO_TEST_CASE(of_a_select_answer_no_rows) {
    const json::value answer = outcome("SELECT 1, NULL");
    BOOST_TEST(text(answer, "status") == "FINISHED");
    BOOST_TEST(text(answer, "statement") == "SELECT 1, NULL");
    BOOST_TEST(text(answer, "message").empty());
    BOOST_TEST(text(answer, "result_location").empty());
    BOOST_TEST(answer.at("content").as_array().empty());
}

BOOST_AUTO_TEST_CASE(of_a_select_write_its_rows_where_they_are_told_to) {
    const json::value answer = outcome(
        "SELECT 1, NULL, '', 'a,b' UNION ALL SELECT 2, 'x', 'a\"b', 'c\nd'", "obs://bucket/a b/");
    BOOST_TEST(answer.at("content").as_array().empty());
    const std::string location = text(answer, "result_location");
    BOOST_TEST(location == "obs://bucket/a b/" + text(answer, "id") + "/result.csv");
    const std::string target = "/obs/bucket/a%20b/" + text(answer, "id") + "/result.csv";
    const http_answer stored = call("GET", target);
    BOOST_TEST(stored.status == 200U);
    BOOST_TEST(stored.content_type == "text/csv; charset=utf-8");
    BOOST_TEST(stored.body == "1,,\"\",\"a,b\"\r\n2,x,\"a\"\"b\",\"c\nd\"\r\n");
    BOOST_TEST(call("GET", "/obs/bucket/other/" + text(answer, "id") + "/result.csv").status ==
               404U);
    BOOST_TEST(call("GET", "/obs/bucket/none/result.csv").status == 404U);
    BOOST_TEST(call("GET", "/obs/bucket/none").status == 404U);
    http_request stranger;
    stranger.method = "GET";
    stranger.target = target;
    BOOST_TEST(api.handle(stranger, moment{}).answer.status == 401U);
}

BOOST_AUTO_TEST_CASE(of_a_select_answer_its_rows_where_that_is_wanted) {
    state.style.rows_in_content = true;
    const json::value answer = outcome("SELECT 1, NULL UNION ALL SELECT 2, 'x'", "obs://bucket");
    BOOST_TEST((answer.at("content") == json::parse(R"([["1",null],["2","x"]])")));
    BOOST_TEST(text(answer, "result_location").find("obs://bucket/") == 0U);
}

BOOST_AUTO_TEST_CASE(about_tables_are_answered_from_the_catalogue) {
    BOOST_TEST(outcome("show tables").at("content").as_array().empty());
    BOOST_TEST(submit("CREATE TABLE t2 (a varchar, b BIGINT)").status == 200U);
    BOOST_TEST(submit("CREATE VIEW t1 AS SELECT 1 AS x").status == 200U);
    BOOST_TEST(
        (outcome("show tables", "obs://b").at("content") == json::parse(R"([["t1"],["t2"]])")));
    BOOST_TEST((outcome("SHOW TABLES FROM default LIKE '%2'").at("content") ==
                json::parse(R"([["t2"]])")));
    BOOST_TEST((outcome("show databases").at("content") == json::parse(R"([["default"]])")));
    BOOST_TEST((outcome("show schemas").at("content") == json::parse(R"([["default"]])")));
    BOOST_TEST((outcome("desc t2").at("content") ==
                json::parse(R"([["a","varchar","",""],["b","bigint","",""]])")));
    BOOST_TEST((outcome("SHOW COLUMNS FROM default.\"t2\"").at("content").as_array().size() == 2U));
    const json::value elsewhere =
        json::parse(submit("show tables", {}, "/v2/p1/clusters/c2/sql-execution").body);
    BOOST_TEST(!text(elsewhere, "id").empty());
    BOOST_TEST(submit("desc t2", {}, "/v2/p1/clusters/c2/sql-execution").status == 400U);
}

BOOST_AUTO_TEST_CASE(that_change_tables_have_no_id_and_have_ended) {
    state.style.rows_in_content = true;
    BOOST_TEST(submit("VALUES (1)").status == 200U);
    const http_answer made = submit("CREATE TABLE t AS SELECT 1 AS a");
    BOOST_TEST(made.status == 200U);
    BOOST_TEST(field(made, "id").empty());
    BOOST_TEST(field(made, "status") == "FINISHED");
    BOOST_TEST(field(submit("INSERT INTO t VALUES (2)"), "status") == "FINISHED");
    BOOST_TEST(
        (outcome("SELECT a FROM t ORDER BY a").at("content") == json::parse(R"([["1"],["2"]])")));
    BOOST_TEST(field(submit("DROP TABLE t"), "status") == "FINISHED");
    BOOST_TEST(submit("SELECT * FROM t").status == 400U);
    const http_answer values = submit("VALUES (1)");
    BOOST_TEST((json::parse(values.body).at("content") == json::parse(R"([["1"]])")));
    BOOST_TEST(state.counters.submitted == 6U);
}

BOOST_AUTO_TEST_CASE(that_change_tables_are_carried_out_whole_or_not_at_all) {
    BOOST_TEST(submit("CREATE TABLE t (a varchar)").status == 200U);
    const std::string endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c) ";
    const http_answer late = submit("INSERT INTO t " + endless + "SELECT count(*) FROM c");
    BOOST_TEST(late.status == 400U);
    BOOST_TEST(field(late, "error_msg").find("took too long") != std::string::npos);
    const http_answer large =
        submit("INSERT INTO t " + endless + "SELECT hex(zeroblob(30000)) FROM c LIMIT 1000");
    BOOST_TEST(large.status == 400U);
    state.style.rows_in_content = true;
    BOOST_TEST((outcome("SELECT count(*) FROM t").at("content") == json::parse(R"([["0"]])")));
}

BOOST_AUTO_TEST_CASE(that_the_engine_refuses_are_errors_of_their_edition) {
    for (const char* const sql : {"SELECT * FROM nowhere", "SELECT", "-- nothing", "desc nowhere",
                                  "show grants", "DROP TABLE nowhere", "PRAGMA page_count"}) {
        BOOST_TEST_CONTEXT(sql) {
            state.style.documents = edition::of_2025;
            const http_answer now = submit(sql);
            BOOST_TEST(now.status == 400U);
            BOOST_TEST(field(now, "error_code") == "0165");
            state.style.documents = edition::of_2021;
            const http_answer before = submit(sql);
            BOOST_TEST(before.status == 500U);
            BOOST_TEST(field(before, "status") == "FAILED");
            BOOST_TEST(field(before, "statement") == sql);
            const json::value known = ended(field(before, "sql_id"));
            BOOST_TEST(text(known, "message") == field(before, "message"));
        }
    }
    BOOST_TEST(state.counters.submitted == 0U);
}

BOOST_AUTO_TEST_CASE(wait_for_their_turn_until_too_much_is_waiting) {
    const std::string sql = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c) "
                            "SELECT count(*) FROM c /*" +
                            std::string(900'000, 'x') + "*/";
    http_answer answer;
    int taken = -1;
    do {
        ++taken;
        answer = submit(sql, "obs://bucket");
        if (answer.status == 200U) {
            BOOST_TEST(field(answer, "status") == (taken < 10 ? "RUNNING" : "QUEUED"));
            BOOST_TEST(field(answer, "result_location").empty());
        }
    } while (answer.status == 200U && taken < 200);
    BOOST_TEST(taken > 140);
    BOOST_TEST(answer.status == 500U);
    BOOST_TEST(field(answer, "error_code") == "0202");
    BOOST_TEST(submit("CREATE TABLE t (a varchar)").status == 200U);
}

BOOST_AUTO_TEST_CASE(have_the_form_of_2021_where_that_is_wanted) {
    state.style.documents = edition::of_2021;
    submit("CREATE TABLE t1 (a varchar)");
    submit("CREATE TABLE t2 (a varchar)");
    const std::string id = field(submit("show tables"), "sql_id");
    BOOST_TEST((ended(id).at("content") == json::parse(R"([null,"t1",null,"t2"])")));
}

BOOST_AUTO_TEST_CASE(fail_in_their_own_form_when_a_fault_strikes) {
    const std::string id = text(outcome("SELECT 1"), "id");
    state.faults.add(test::fault_rules_of({"failed,on=submit", "failed,on=query"}));
    BOOST_TEST(field(submit("SELECT 2"), "error_code") == "0165");
    const http_answer query = call("GET", base + '/' + id);
    BOOST_TEST(query.status == 400U);
    BOOST_TEST(query.body == "{\"id\":\"" + id +
                                 "\",\"message\":\"Query sql error\",\"statement\":\"SELECT 1\","
                                 "\"status\":\"FAILED\"}");
    state.style.documents = edition::of_2021;
    BOOST_TEST(submit("SELECT 2").status == 500U);
    BOOST_TEST(field(submit("SELECT 2"), "message") == "Submit sql error");
    state.faults.clear();
    state.faults.add(test::fault_rules_of({"failed=200,on=submit,message=no"}));
    const http_answer chosen = submit("SELECT 2");
    BOOST_TEST(chosen.status == 200U);
    BOOST_TEST(field(chosen, "statement") == "SELECT 2");
    BOOST_TEST(field(chosen, "message") == "no");
}

BOOST_AUTO_TEST_CASE(are_shown_in_valid_json_whatever_they_say) {
    state.style.rows_in_content = true;
    const json::value answer = outcome("SELECT CAST(x'61ff' AS text)");
    BOOST_TEST(answer.at("content").at(0).at(0).as_string() == "a\xef\xbf\xbd");
    boost::system::error_code error;
    json::parse(submit("SELECT CAST(x'ff' AS text) FROM \"\xc3\xa9\"").body, error);
    BOOST_TEST(!error.failed());
}

BOOST_AUTO_TEST_SUITE_END()
