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
    BOOST_TEST(control("POST", "/faults", "reset,on=query\nlatency=1ms,count=2\n").body ==
               R"({"added":2})");
    BOOST_TEST(control("GET", "/faults").body ==
               R"({"faults":[{"rule":"reset,on=query","used":0,"remaining":null},)"
               R"({"rule":"latency=1ms,count=2","used":0,"remaining":2}]})");
    const response refused = control("POST", "/faults", "close\nexplode");
    BOOST_TEST(refused.status == 400U);
    BOOST_TEST(refused.body.find("line 2") != std::string::npos);
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
    for (const char* const body :
         {"", "{}", R"({"count":-1})", R"({"count":1e99})", R"({"count":1,"cluster":"none"})"}) {
        BOOST_TEST(control("POST", "/executions", body).status == 400U);
    }
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
    BOOST_TEST(control("POST", "/quota", "1/h\n").status == 200U);
    BOOST_TEST(call("POST", cancel).status == 200U);
    BOOST_TEST(call("POST", cancel).status == 429U);
    BOOST_TEST(statistic("throttled") == 1);
    BOOST_TEST(control("POST", "/quota", "plenty").status == 400U);
    BOOST_TEST(call("POST", cancel).status == 429U);
    BOOST_TEST(control("POST", "/quota", "off").status == 200U);
    BOOST_TEST(call("POST", cancel).status == 200U);
}

BOOST_AUTO_TEST_CASE(has_no_other_calls) {
    BOOST_TEST(control("GET", "/nothing").status == 404U);
    BOOST_TEST(control("DELETE", "/quota").status == 404U);
}

BOOST_AUTO_TEST_SUITE_END()
