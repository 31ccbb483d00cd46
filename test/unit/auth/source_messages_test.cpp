// SPDX-License-Identifier: BSL-1.0
#include "auth/sources/iam_messages.hpp"
#include "auth/sources/key_messages.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>

using mrs::errc;
using mrs::iam_password;
using mrs::secret;
using mrs::auth::fetched;
using mrs::auth::iam_token_request;
using mrs::auth::identity;
using mrs::auth::source_failure;
using mrs::net::response;
using mrs::pacing::fault;
using namespace std::chrono_literals;

namespace {

const std::string password = "p\"w\\\n";
const std::chrono::sys_seconds now =
    std::chrono::sys_days(std::chrono::year(2026) / std::chrono::November / 24) + 6h;

iam_password somebody() {
    return {"account", "us\"er", secret(password)};
}

response answer(int status, std::string body = {}, const char* token = "") {
    response reply;
    reply.status = status;
    reply.body = std::move(body);
    reply.subject_token = secret(token);
    return reply;
}

fetched iam(const response& reply) {
    return mrs::auth::read_iam_answer(reply, somebody(), "IAM", now);
}

source_failure failure_in(const fetched& result) {
    BOOST_TEST_REQUIRE(std::holds_alternative<source_failure>(result));
    return std::get<source_failure>(result);
}

identity found(const fetched& result) {
    BOOST_TEST_REQUIRE(std::holds_alternative<identity>(result));
    return std::get<identity>(result);
}

const std::string tomorrow = R"({"token":{"expires_at":"2026-11-25T06:00:00.000000Z"}})";

} // namespace

BOOST_AUTO_TEST_SUITE(iam_messages)

BOOST_AUTO_TEST_CASE(the_request_is_http_with_the_documented_body) {
    const std::string request = iam_token_request(somebody(), "iam.test:8443", "p1");
    const auto head = request.find("\r\n\r\n");
    BOOST_TEST_REQUIRE(head != std::string::npos);
    const std::string body = request.substr(head + 4);
    BOOST_TEST(request.starts_with("POST /v3/auth/tokens HTTP/1.1\r\nHost: iam.test:8443\r\n"));
    BOOST_TEST(request.find("\r\nContent-Length: " + std::to_string(body.size()) + "\r\n") !=
               std::string::npos);
    const auto expected = boost::json::parse(
        R"({"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"us\"er",)"
        R"("password":"p\"w\\\n","domain":{"name":"account"}}}},"scope":{"project":{"id":"p1"}}}})");
    BOOST_TEST((boost::json::parse(body) == expected));
}

BOOST_AUTO_TEST_CASE(a_project_can_be_named) {
    const std::string request =
        iam_token_request(somebody().project_name("cn-north-4"), "iam.test", "p1");
    BOOST_TEST(request.find(R"("scope":{"project":{"name":"cn-north-4"}})") != std::string::npos);
    BOOST_TEST(request.find("p1") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_lifetime_is_by_the_services_own_clock) {
    const auto plain = found(iam(answer(201, tomorrow, "tok")));
    BOOST_TEST(plain.token().reveal() == "tok");
    BOOST_TEST((plain.lifetime() == 24h));
    auto skewed = answer(201, tomorrow, "tok");
    skewed.date_text = "Wed, 25 Nov 2026 05:00:00 GMT"; // Our clock is 23 hours late.
    BOOST_TEST((found(iam(skewed)).lifetime() == 1h));
    skewed.aged = true; // Or it is an old answer.
    BOOST_TEST((found(iam(skewed)).lifetime() == 24h));
}

BOOST_AUTO_TEST_CASE(an_end_in_a_thousand_years_is_far_enough) {
    const auto far =
        answer(201, R"({"token":{"expires_at":"9999-12-31T23:59:59.999999Z"}})", "tok");
    BOOST_TEST((found(iam(far)).lifetime() == std::chrono::years(10)));
    const auto gone = answer(201, R"({"token":{"expires_at":"0001-01-01T00:00:00Z"}})", "tok");
    BOOST_TEST((failure_in(iam(gone)).keep > 0s));
}

BOOST_AUTO_TEST_CASE(without_an_end_the_token_is_good_until_it_is_refused) {
    for (const char* const body : {"", "[]", "{}", R"({"token":{"expires_at":"soon"}})",
                                   R"({"token":{"expires_at":7}})", R"({"token":[]})"})
        BOOST_TEST(!found(iam(answer(201, body, "tok"))).lifetime().has_value());
}

BOOST_AUTO_TEST_CASE(a_token_that_is_over_or_missing_is_no_token) {
    auto over = answer(201, tomorrow, "tok");
    over.date_text = "Wed, 25 Nov 2026 06:00:00 GMT";
    const auto expired = failure_in(iam(over));
    BOOST_TEST(expired.detail == "IAM gave a token that has expired already");
    BOOST_TEST((expired.keep > 0s));
    BOOST_TEST((failure_in(iam(answer(201, tomorrow))).code == errc::bad_response));
}

BOOST_AUTO_TEST_CASE(a_refusal_is_quoted_and_kept_for_a_minute) {
    const auto refused =
        failure_in(iam(answer(401, R"({"error":{"code":401,"message":"The username or password is )"
                                   R"(wrong.","title":"Unauthorized"}})")));
    BOOST_TEST((refused.code == errc::unauthorized));
    BOOST_TEST((refused.failure.kind == fault::permanent));
    BOOST_TEST((refused.keep == 60s));
    BOOST_TEST(refused.detail.find("The username or password is wrong.") != std::string::npos);
    BOOST_TEST((failure_in(iam(answer(400))).keep == 60s));
    BOOST_TEST((failure_in(iam(answer(403))).code == errc::forbidden));
    BOOST_TEST((failure_in(iam(answer(302))).code == errc::redirected));
}

BOOST_AUTO_TEST_CASE(an_echo_of_the_password_is_not_quoted) {
    for (const std::string& body :
         {"no such user: " + password, std::string(R"({"error":{"message":"x p\"w\\\n"}})")}) {
        const auto refused = failure_in(iam(answer(401, body)));
        BOOST_TEST(refused.detail.find("p\"w") == std::string::npos);
        BOOST_TEST(refused.detail.find("p\\\"w") == std::string::npos);
        BOOST_TEST(refused.detail.find("not shown") != std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(what_may_pass_is_transient) {
    for (const int status : {408, 500, 502, 503, 504}) {
        const auto transient = failure_in(iam(answer(status)));
        BOOST_TEST((transient.failure.kind == fault::transient), status);
        BOOST_TEST((transient.keep == 0s), status);
    }
    auto throttled = answer(429);
    throttled.retry_after = "7";
    BOOST_TEST((failure_in(iam(throttled)).failure.kind == fault::throttled));
    BOOST_TEST((failure_in(iam(throttled)).failure.retry_after == 7s));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(key_messages)

BOOST_AUTO_TEST_CASE(both_shapes_are_read_and_wiped) {
    auto metadata =
        answer(200, R"({"credential":{"access":"AK","secret":"sk-sk-sk","securitytoken":)"
                    R"("st","expires_at":"2026-11-24T08:00:00.000000Z"}})");
    const auto one = found(read_key_answer(metadata, mrs::auth::metadata_names, "it", {}, now));
    BOOST_TEST(one.key().id() == "AK");
    BOOST_TEST(one.key().key().reveal() == "sk-sk-sk");
    BOOST_TEST(one.key().security_token().reveal() == "st");
    BOOST_TEST((one.lifetime() == 2h));
    BOOST_TEST(metadata.body.empty());
    auto pod = answer(200, R"({"credentials":{"accessKeyId":"AK","secretAccessKey":"sk-sk-sk",)"
                           R"("securityToken":"st","expiration":"2026-11-24T08:00:00Z"}})");
    pod.date_text = "Tue, 24 Nov 2026 07:00:00 GMT";
    const auto two = found(read_key_answer(pod, mrs::auth::pod_names, "it", {}, now));
    BOOST_TEST(two.key().id() == "AK");
    BOOST_TEST((two.lifetime() == 1h));
}

BOOST_AUTO_TEST_CASE(what_cannot_be_used_is_refused_unseen) {
    for (
        const char* const body :
        {"", "hunter2", "{}", R"({"credential":{"access":"AK"}})",
         R"({"credential":{"secret":"hunter2"}})",
         R"({"credential":{"access":"AK","secret":"hunter2","expires_at":"2026-11-24T06:00:00Z"}})",
         R"({"credential":{"access":"AK","secret":"hunter2\n"}})"}) {
        auto reply = answer(200, body);
        const auto why =
            failure_in(read_key_answer(reply, mrs::auth::metadata_names, "it", {}, now));
        BOOST_TEST((why.code == errc::bad_response), body);
        BOOST_TEST(why.detail.find("hunter2") == std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(a_request_has_a_length_unless_it_is_a_get) {
    const std::string put = mrs::auth::key_request("PUT", "/a", "h:1", "X: y\r\n");
    BOOST_TEST(put.starts_with("PUT /a HTTP/1.1\r\nHost: h:1\r\n"));
    BOOST_TEST(put.find("\r\nX: y\r\n") != std::string::npos);
    BOOST_TEST(put.find("\r\nContent-Length: 0\r\n") != std::string::npos);
    BOOST_TEST(put.ends_with("\r\n\r\n"));
    BOOST_TEST(mrs::auth::key_request("GET", "/a", "h", "").find("Content-Length") ==
               std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
