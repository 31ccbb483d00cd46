// SPDX-License-Identifier: BSL-1.0
#include "fault_rules_of.hpp"
#include "route.hpp"
#include "service.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>

using namespace mrs_emulator;
namespace json = boost::json;

namespace calls {
namespace {

const std::string base = "/v2/p1/clusters/c1/sql-execution";

struct fixture {
    fixture() : state(10), api(tenant{"p1", "n1", {"c0", "c1"}, "secret"}, state) {}

    http_reply call(const std::string& method, const std::string& target,
                    const std::string& body = {}) {
        http_request request = authorized(method, target);
        request.body = body;
        return api.handle(request, now);
    }

    static http_request authorized(const std::string& method, const std::string& target) {
        http_request request;
        request.id = "r-1";
        request.method = method;
        request.target = target;
        request.headers.emplace_back("X-Auth-Token", "secret");
        if (method == "POST")
            request.headers.emplace_back("Content-Length", "0");
        return request;
    }

    emulator_state state;
    service api;
    moment now{std::chrono::steady_clock::time_point(std::chrono::hours(1)),
               utc_time(std::chrono::hours(1))};
};

std::string error_code(const http_reply& reply) {
    return json::parse(reply.answer.body).at("error_code").as_string().c_str();
}

} // namespace
} // namespace calls

BOOST_FIXTURE_TEST_SUITE(calls, fixture)

BOOST_AUTO_TEST_CASE(are_routed_by_their_encoded_segments) {
    const auto found = find_route("/v2/p%2Fq/clusters/c/sql-execution/a%2fb%20/cancel?x=/");
    BOOST_REQUIRE(found.has_value());
    BOOST_TEST((found->call == operation::cancel));
    BOOST_TEST(found->project == "p/q");
    BOOST_TEST(found->sql_id == "a/b ");
    const auto stored = find_route("/obs/bucket/a%20b/c.csv");
    BOOST_REQUIRE(stored.has_value());
    BOOST_TEST((stored->call == operation::result));
    BOOST_TEST(stored->location == "bucket/a b/c.csv");
    for (const char* const target :
         {"", "*", "/", "/obs", "/obs/bucket", "/v3/projects/x", "/v2", "/v2/p/clusters/c",
          "/v2/p/clusters/c/sql-execution/", "/v2/p/clusters/c/sql-execution//cancel",
          "/v2/p/clusters/c/sql-execution/i/stop", "/v2/p/clusters/c/sql-execution/i/cancel/x",
          "/v1/p/clusters/c/sql-execution/i", "/v2/p/clusters/c/sql-execution/%zz",
          "http://h/v2/p/clusters/c/sql-execution/i"}) {
        BOOST_TEST_CONTEXT(target) {
            BOOST_TEST(!find_route(target).has_value());
        }
    }
}

BOOST_AUTO_TEST_CASE(are_refused_in_the_order_of_a_gateway) {
    BOOST_TEST(error_code(call("GET", "/v2/other")) == "APIGW.0101");
    BOOST_TEST(call("GET", "/v2/other").answer.status == 404U);

    const http_reply wrong_method = call("DELETE", base + "/q/cancel");
    BOOST_TEST(wrong_method.answer.status == 405U);
    BOOST_TEST(wrong_method.answer.headers.at(0).second == "POST");

    http_request request = authorized("POST", base + "/q/cancel");
    request.headers.pop_back();
    BOOST_TEST(api.handle(request, now).answer.status == 411U);

    request = authorized("POST", base + "/q/cancel");
    request.headers.front().second = "wrong";
    BOOST_TEST(api.handle(request, now).answer.status == 401U);
    BOOST_TEST(error_code(api.handle(request, now)) == "APIGW.0301");

    BOOST_TEST(error_code(call("POST", "/v2/p2/clusters/c1/sql-execution/q/cancel")) == "12000107");
    BOOST_TEST(error_code(call("POST", "/v2/p1/clusters/c2/sql-execution/q/cancel")) == "12000003");
    BOOST_TEST(error_code(call("POST", base + "/q/cancel")) == "0176");
    BOOST_TEST(error_code(call("GET", base + "/q")) == "0176");
    BOOST_TEST(call("GET", base + "/q").answer.status == 400U);
    state.style.documents = edition::of_2021;
    BOOST_TEST(call("GET", base + "/q").answer.status == 500U);
    BOOST_TEST(error_code(call("GET", base + "/q")) == "0176");
}

BOOST_AUTO_TEST_CASE(submit_only_what_presto_would_take) {
    for (const char* const body :
         {"", "[]", "{}", R"({"sql_type":"presto"})", R"({"sql_content":"SELECT 1"})",
          R"({"sql_type":"spark","sql_content":"SELECT 1"})",
          R"({"sql_type":"presto","sql_content":"SELECT 1;"})",
          R"({"sql_type":"presto","sql_content":" "})", R"({"sql_type":"presto","sql_content":7})",
          R"({"sql_type":"presto","sql_content":"SELECT 1","database":1})",
          R"({"sql_type":"presto","sql_content":"SELECT 1\u0000"})",
          R"({"sql_type":"presto","sql_content":"SELECT 1","archive_path":"/tmp"})",
          R"({"sql_type":"presto","sql_content":"SELECT 1","archive_path":"obs:///a"})",
          R"({"sql_type":"presto","sql_content":"SELECT 1","archive_path":"obs://b//c"})"}) {
        BOOST_TEST_CONTEXT(body) {
            const http_reply reply = call("POST", base, body);
            BOOST_TEST(reply.answer.status == 400U);
            BOOST_TEST(error_code(reply) == "12000002");
        }
    }
    BOOST_TEST(call("POST", base,
                    R"({"sql_type":"presto","sql_content":"SELECT 1",)"
                    R"("database":"other","archive_path":"obs://b"})")
                   .answer.status == 200U);
}

BOOST_AUTO_TEST_CASE(are_refused_in_the_language_of_the_caller) {
    http_request request = authorized("GET", base + "/none");
    BOOST_TEST(api.handle(request, now).answer.body ==
               R"({"error_code":"0176","error_msg":"The job does not exist."})");
    request.headers.emplace_back("X-Language", "zh-cn");
    BOOST_TEST(api.handle(request, now).answer.body ==
               R"({"error_code":"0176","error_msg":"作业不存在"})");
}

BOOST_AUTO_TEST_CASE(without_credentials_are_told_so) {
    http_request request = authorized("GET", base + "/none");
    request.headers.clear();
    const std::string body = api.handle(request, now).answer.body;
    BOOST_TEST(body.find("\"APIG.0301\"") != std::string::npos);
    BOOST_TEST(body.find("x-auth-token not found") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(to_cancel_succeed_for_what_has_ended) {
    const std::string id = state.engine.seed(1, 1).front();
    const std::string target = base + '/' + id + "/cancel";
    for (int count = 0; count < 2; ++count) {
        const http_reply reply = call("POST", target);
        BOOST_TEST(reply.answer.status == 200U);
        BOOST_TEST(reply.answer.body == R"({"status":"SUCCEED"})");
    }
    BOOST_TEST(state.counters.cancel_decided == 2U);
}

BOOST_AUTO_TEST_CASE(over_the_quota_leave_the_execution_alone) {
    state.quota = parse_quota("1/m");
    const std::string id = state.engine.seed(1, 1).front();
    const std::string cancel = base + '/' + id + "/cancel";
    BOOST_TEST(call("POST", cancel).answer.status == 200U);
    const http_reply throttled = call("POST", cancel);
    BOOST_TEST(throttled.answer.status == 429U);
    BOOST_TEST(error_code(throttled) == "APIGW.0308");
    BOOST_TEST(call("GET", base + '/' + id).answer.status == 200U);
    now.steady += std::chrono::minutes(1);
    BOOST_TEST(call("POST", cancel).answer.status == 200U);
    BOOST_TEST(state.counters.throttled == 1U);
    BOOST_TEST(state.counters.cancel_requests == 3U);
    BOOST_TEST(state.engine.cancel_counts().at(0).second == 2U);
}

BOOST_AUTO_TEST_CASE(count_an_answer_that_a_fault_withholds) {
    const std::string id = state.engine.seed(1, 1).front();
    state.faults.add(test::fault_rules_of({"reset,before=1,count=1", "drop,count=1"}));
    BOOST_TEST((call("POST", base + '/' + id + "/cancel").how.manner == delivery_manner::reset));
    BOOST_TEST(state.counters.cancel_decided == 0U);
    BOOST_TEST((call("POST", base + '/' + id + "/cancel").how.manner == delivery_manner::drop));
    BOOST_TEST(state.counters.cancel_decided == 1U);
    BOOST_TEST(state.counters.answers_lost == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
