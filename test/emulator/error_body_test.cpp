// SPDX-License-Identifier: BSL-1.0
#include "error_body.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

using namespace mrs_emulator;

namespace error_bodies {
namespace {

std::string member(const http_answer& answer, const char* name) {
    return boost::json::parse(answer.body).at(name).as_string().c_str();
}

} // namespace
} // namespace error_bodies

BOOST_AUTO_TEST_SUITE(error_bodies)

BOOST_AUTO_TEST_CASE(of_the_gateway_name_the_request) {
    const http_answer answer = gateway_error(401, "r-1");
    BOOST_TEST(answer.status == 401U);
    BOOST_TEST(member(answer, "error_code") == "APIGW.0301");
    BOOST_TEST(member(answer, "error_msg") ==
               "Incorrect IAM authentication information: decrypt token fail");
    BOOST_TEST(member(answer, "request_id") == "r-1");
}

BOOST_AUTO_TEST_CASE(of_the_gateway_exist_for_every_status) {
    const http_answer answer = gateway_error(599, "r", "because");
    BOOST_TEST(answer.status == 599U);
    BOOST_TEST(member(answer, "error_code") == "APIGW.0201");
    BOOST_TEST(member(answer, "error_msg") == "because");
}

BOOST_AUTO_TEST_CASE(of_throttling_carry_the_quota) {
    const http_answer answer = throttled_error("limit:60,time:1 minute", "r");
    BOOST_TEST(answer.status == 429U);
    BOOST_TEST(member(answer, "error_code") == "APIGW.0308");
    BOOST_TEST(member(answer, "error_msg") ==
               "The throttling threshold has been reached: policy user over ratelimit,"
               "limit:60,time:1 minute");
}

BOOST_AUTO_TEST_CASE(of_the_service_come_in_two_languages) {
    const auto english = [](mrs_error error, const char* subject = "") {
        return member(service_error(error, {}, subject), "error_msg");
    };
    const error_context chinese{edition::of_2025, "zh-cn"};
    BOOST_TEST(member(service_error(mrs_error::job_unknown, {}), "error_code") == "0176");
    BOOST_TEST(english(mrs_error::cluster_unknown) == "The cluster does not exist.");
    BOOST_TEST(member(service_error(mrs_error::cluster_unknown, chinese), "error_msg") ==
               "集群不存在。");
    BOOST_TEST(member(service_error(mrs_error::parameter_invalid, {}), "error_code") == "12000002");
    BOOST_TEST(english(mrs_error::project_invalid, "p1") == "Invalid project ID: p1.");
    BOOST_TEST(english(mrs_error::statement_refused, "no such table: t") ==
               "Failed to verify the SQL statement. no such table: t");
    BOOST_TEST(member(service_error(mrs_error::too_many_jobs, {}), "error_code") == "0202");
}

BOOST_AUTO_TEST_CASE(of_the_service_have_the_status_of_the_edition) {
    const error_context early{edition::of_2021, {}};
    BOOST_TEST(service_error(mrs_error::job_unknown, {}).status == 400U);
    BOOST_TEST(service_error(mrs_error::job_unknown, early).status == 500U);
    BOOST_TEST(service_error(mrs_error::cluster_unknown, early).status == 400U);
    BOOST_TEST(service_error(mrs_error::too_many_jobs, {}).status == 500U);
}

BOOST_AUTO_TEST_CASE(that_are_documented_are_all_known) {
    const auto found = [](const char* code, edition documents = edition::of_2025) {
        return find_documented_error(code, documents).value();
    };
    BOOST_TEST(found("0177").status == 500U);
    BOOST_TEST(found("0177").english ==
               "The number of jobs running in each cluster cannot exceed 10.");
    BOOST_TEST(found("0160").status == 400U);
    BOOST_TEST(found("0160", edition::of_2021).status == 500U);
    BOOST_TEST(found("0173").status == 500U);
    BOOST_TEST(found("130000002").chinese == "Token无效");
    BOOST_TEST(found("12000001").status == 401U);
    BOOST_TEST(found("APIGW.0308").status == 429U);
    BOOST_TEST(found("APIG.0101").code == "APIG.0101");
    BOOST_TEST(found("APIGW.0613").status == 503U);
    for (const char* const code : {"", "0", "0308", "APIGW", "APIGW.", "APIGX.0308", "MRS.101"})
        BOOST_TEST(!find_documented_error(code, edition::of_2025).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
