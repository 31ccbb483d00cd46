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
    BOOST_TEST(service_error(mrs_error::job_unknown, "").status == 500U);
    BOOST_TEST(member(service_error(mrs_error::job_unknown, ""), "error_code") == "0176");
    BOOST_TEST(member(service_error(mrs_error::cluster_unknown, "en-us"), "error_msg") ==
               "The cluster does not exist.");
    BOOST_TEST(member(service_error(mrs_error::cluster_unknown, "zh-cn"), "error_msg") ==
               "集群不存在。");
    BOOST_TEST(member(service_error(mrs_error::parameter_invalid, ""), "error_code") == "12000002");
    BOOST_TEST(member(service_error(mrs_error::project_invalid, "", "p1"), "error_msg") ==
               "Invalid project ID: p1.");
}

BOOST_AUTO_TEST_SUITE_END()
