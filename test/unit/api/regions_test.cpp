// SPDX-License-Identifier: BSL-1.0
#include "api/regions.hpp"
#include "net/endpoint.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using mrs::api::region_endpoint;

BOOST_AUTO_TEST_SUITE(regions)

BOOST_AUTO_TEST_CASE(knows_the_regions_of_the_common_domain) {
    for (const std::string region :
         {"af-north-1",     "af-south-1",  "ae-ad-1",     "ap-southeast-2", "ap-southeast-3",
          "ap-southeast-5", "cn-east-2",   "cn-east-3",   "cn-east-4",      "cn-east-5",
          "cn-north-1",     "cn-north-2",  "cn-north-4",  "cn-north-9",     "cn-north-11",
          "cn-north-12",    "cn-south-1",  "cn-south-4",  "cn-southwest-2", "cn-southwest-3",
          "eu-west-0",      "la-north-2",  "la-south-2",  "me-east-1",      "my-kualalumpur-1",
          "na-mexico-1",    "ru-moscow-1", "sa-brazil-1", "tr-west-1"})
        BOOST_TEST(region_endpoint(region).value_or("") ==
                   "https://mrs." + region + ".myhuaweicloud.com");
}

BOOST_AUTO_TEST_CASE(knows_the_exceptions) {
    BOOST_TEST(region_endpoint("ap-southeast-1").value_or("") ==
               "https://mrs.ap-southeast-1.myhuaweicloud.cn");
    BOOST_TEST(region_endpoint("ap-southeast-4").value_or("") ==
               "https://mrs.ap-southeast-4.myhuaweicloud.cn");
    BOOST_TEST(region_endpoint("ru-northwest-2").value_or("") ==
               "https://mrs.ru-northwest-2.myhuaweicloud.cn");
    BOOST_TEST(region_endpoint("eu-west-101").value_or("") ==
               "https://mrs.eu-west-101.myhuaweicloud.eu");
}

BOOST_AUTO_TEST_CASE(knows_no_others) {
    for (const char* const region : {"", "cn-north", "cn-north-3", "CN-NORTH-4", "cn-north-4 ",
                                     "cn-north-4.evil", "cn-north-4/", "*"})
        BOOST_TEST(!region_endpoint(region).has_value(), region);
}

BOOST_AUTO_TEST_CASE(gives_endpoints_that_a_client_accepts) {
    const auto endpoint = mrs::net::parse_endpoint(region_endpoint("eu-west-101").value(), false);
    BOOST_TEST(endpoint.host == "mrs.eu-west-101.myhuaweicloud.eu");
    BOOST_TEST(endpoint.tls);
}

BOOST_AUTO_TEST_SUITE_END()
