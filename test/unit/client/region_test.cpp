// SPDX-License-Identifier: BSL-1.0
#include "client/region.hpp"

#include <mrs/error.hpp>

#include <boost/test/unit_test.hpp>

#include <map>
#include <string>
#include <vector>

using mrs::detail::region_endpoints;
using strings = std::vector<std::string>;

namespace endpoints_of_a_region {
namespace {

struct fixture {
    std::map<std::string, std::string> variables;

    [[nodiscard]] strings find(const char* region) const {
        return region_endpoints(region, [this](const std::string& name) {
            const auto found = variables.find(name);
            return mrs::secret(found == variables.end() ? "" : found->second);
        });
    }
    [[nodiscard]] std::string refusal(const char* region) const {
        try {
            return "accepted: " + find(region).front();
        } catch (const mrs::error& e) {
            BOOST_TEST((e.code() == mrs::errc::invalid_argument));
            return e.info().detail;
        }
    }
};

} // namespace
} // namespace endpoints_of_a_region

BOOST_FIXTURE_TEST_SUITE(endpoints_of_a_region, fixture)

BOOST_AUTO_TEST_CASE(the_table_is_asked_last) {
    BOOST_TEST((find("cn-north-4") == strings({"https://mrs.cn-north-4.myhuaweicloud.com"})));
    BOOST_TEST((find("eu-west-101") == strings({"https://mrs.eu-west-101.myhuaweicloud.eu"})));
    variables["HUAWEICLOUD_SDK_REGION_MRS_CN_NORTH_4"] = "https://one.test, two.test:8443,";
    BOOST_TEST((find("cn-north-4") == strings({"https://one.test", "https://two.test:8443"})));
}

BOOST_AUTO_TEST_CASE(a_region_of_ones_own_needs_no_table) {
    variables["HUAWEICLOUD_SDK_REGION_MRS_HOME_1"] = "mrs.home.test";
    BOOST_TEST((find("home-1") == strings({"https://mrs.home.test"})));
    BOOST_TEST(refusal("home-2").starts_with("region: not one"));
}

BOOST_AUTO_TEST_SUITE_END()
