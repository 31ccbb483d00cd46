// SPDX-License-Identifier: BSL-1.0
#include "running_emulator.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include <string>

using namespace mrs_emulator;
using namespace mrs_emulator::test;
namespace json = boost::json;

BOOST_FIXTURE_TEST_SUITE(control_endpoint, running_emulator)

BOOST_AUTO_TEST_CASE(lists_adds_and_clears_faults) {
    BOOST_TEST(control("GET", "/faults").body == R"({"faults":[]})");
    BOOST_TEST(
        control("POST", "/faults", R"({"rules":["reset,on=query","latency=1ms,count=2"]})").body ==
        R"({"added":2})");
    BOOST_TEST(control("GET", "/faults").body ==
               R"({"faults":[{"rule":"reset,on=query","used":0,"remaining":null},)"
               R"({"rule":"latency=1ms,count=2","used":0,"remaining":2}]})");
    const response refused = control("POST", "/faults", R"({"rules":["close","explode"]})");
    BOOST_TEST(refused.status == 400U);
    BOOST_TEST(refused.body.find("rule 2") != std::string::npos);
    for (const char* const body : {"", "close", "[]", R"({"rules":"close"})", R"({"rules":[1]})"})
        BOOST_TEST(control("POST", "/faults", body).status == 400U);
    BOOST_TEST(json::parse(control("GET", "/faults").body).at("faults").as_array().size() == 2U);
    BOOST_TEST(control("DELETE", "/faults").body == R"({"faults":[]})");
}

BOOST_AUTO_TEST_CASE(seeds_executions_and_counts_cancels) {
    const response seeded = control("POST", "/executions", R"({"count":3})");
    const auto ids = json::parse(seeded.body).at("ids").as_array();
    BOOST_TEST(ids.size() == 3U);
    const std::string id = ids[1].as_string().c_str();
    BOOST_TEST(state_of(id) == "FINISHED");
    BOOST_TEST(call("POST", base() + '/' + id + "/cancel").status == 200U);
    BOOST_TEST(control("GET", "/stats/cancels").body == "{\"" + id + "\":1}");
    for (const char* const body : {"", "{}", R"({"count":-1})", R"({"count":100001})",
                                   R"({"count":1e99})", R"({"count":1,"cluster":"none"})"})
        BOOST_TEST(control("POST", "/executions", body).status == 400U);
    BOOST_TEST(control("POST", "/executions", R"({"count":0})").body == R"({"ids":[]})");
}

BOOST_AUTO_TEST_CASE(shows_and_resets_statistics) {
    submit("SELECT 1");
    BOOST_TEST(statistic("requests") == 1);
    BOOST_TEST(statistic("submitted") == 1);
    BOOST_TEST(statistic("connections_accepted") == 1);
    BOOST_TEST(statistic("tls_handshakes") == 1);
    BOOST_TEST(control("DELETE", "/stats").status == 200U);
    BOOST_TEST(statistic("requests") == 0);
    BOOST_TEST(statistic("submitted") == 0);
    BOOST_TEST(control("GET", "/stats/cancels").body == "{}");
}

BOOST_AUTO_TEST_CASE(changes_the_quota) {
    const response seeded = control("POST", "/executions", R"({"count":1})");
    const std::string id = json::parse(seeded.body).at("ids").at(0).as_string().c_str();
    const std::string cancel = base() + '/' + id + "/cancel";
    BOOST_TEST(control("POST", "/quota", R"({"quota":"1/h"})").status == 200U);
    BOOST_TEST(call("POST", cancel).status == 200U);
    BOOST_TEST(call("POST", cancel).status == 429U);
    BOOST_TEST(statistic("throttled") == 1);
    BOOST_TEST(control("POST", "/quota", R"({"quota":"plenty"})").status == 400U);
    BOOST_TEST(call("POST", cancel).status == 429U);
    BOOST_TEST(control("POST", "/quota", R"({"quota":"off"})").status == 200U);
    BOOST_TEST(call("POST", cancel).status == 200U);
}

BOOST_AUTO_TEST_CASE(obeys_no_web_page) {
    const std::string order = R"({"rules":["reset"]})";
    const auto status_with = [&](const std::string& headers) {
        connection link(service().control_endpoint());
        link.send("POST /faults HTTP/1.1\r\n" + headers +
                  "Content-Length: " + std::to_string(order.size()) + "\r\n\r\n" + order);
        return link.receive().status;
    };
    const std::string json = "Content-Type: application/json; charset=utf-8\r\n";
    for (const char* const host :
         {"evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "192.0.2.1",
          "169.254.169.254", "evil.example:80", "[::2]", "x@localhost", "localhost/", ""}) {
        BOOST_TEST_CONTEXT(host) {
            BOOST_TEST(status_with(std::string("Host: ") + host + "\r\n" + json) == 403U);
        }
    }
    BOOST_TEST(status_with("Host: localhost\r\nOrigin: http://localhost\r\n" + json) == 403U);
    BOOST_TEST(status_with("Host: localhost\r\nOrigin: null\r\n" + json) == 403U);
    BOOST_TEST(status_with("Host: localhost\r\nContent-Type: text/plain\r\n") == 415U);
    BOOST_TEST(status_with("Host: localhost\r\n") == 415U);
    BOOST_TEST(control("GET", "/faults").body == R"({"faults":[]})");
    for (const char* const host : {"LocalHost", "localhost:1", "127.1.2.3:1", "[::1]:1"}) {
        BOOST_TEST_CONTEXT(host) {
            BOOST_TEST(status_with(std::string("Host: ") + host + "\r\n" + json) == 200U);
        }
    }
}

BOOST_AUTO_TEST_CASE(has_no_other_calls) {
    BOOST_TEST(control("GET", "/nothing").status == 404U);
    BOOST_TEST(control("DELETE", "/quota").status == 404U);
}

BOOST_AUTO_TEST_SUITE_END()
