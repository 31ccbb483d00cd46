// SPDX-License-Identifier: BSL-1.0
#include "api/regions_file.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using mrs::api::find_region;
using strings = std::vector<std::string>;

namespace regions_file {
namespace {

const std::string file = R"(---
# Our own regions
ECS:
  - id: 'cn-north-4'
    endpoint: 'https://ecs.test'
mrs:   # the service
  - id: 'cn-north-4'
    endpoint: 'https://mrs.test:8443'

  - id: "cn-east-3" # the second
    endpoints:
      - 'https://a.test'
      - https://b.test   # no quotes
  - endpoints: ["https://c.test", https://d.test]
    id: my-region
)";

strings find(const std::string& text, const std::string& region) {
    const auto entry = find_region(text, "MRS", region);
    BOOST_TEST(entry.complaint == "");
    return entry.endpoints;
}

std::string complaint(const std::string& text) {
    const auto entry = find_region(text, "MRS", "r");
    BOOST_TEST(entry.endpoints.empty());
    return entry.complaint;
}

} // namespace
} // namespace regions_file

BOOST_AUTO_TEST_SUITE(regions_file)

BOOST_AUTO_TEST_CASE(reads_the_vendors_format) {
    BOOST_TEST((find(file, "cn-north-4") == strings({"https://mrs.test:8443"})));
    BOOST_TEST((find(file, "cn-east-3") == strings({"https://a.test", "https://b.test"})));
    BOOST_TEST((find(file, "my-region") == strings({"https://c.test", "https://d.test"})));
    BOOST_TEST(find(file, "cn-south-1").empty());
    BOOST_TEST(find("", "cn-north-4").empty());
    BOOST_TEST(find("MRS: []\n", "cn-north-4").empty());
}

BOOST_AUTO_TEST_CASE(regions_may_stand_as_far_left_as_their_service) {
    const std::string text = "MRS:\r\n- id: r\r\n  endpoints:\r\n  - https://a.test\r\n"
                             "  - https://b.test\r\n- id: s\r\n  endpoint: https://c.test";
    BOOST_TEST((find(text, "r") == strings({"https://a.test", "https://b.test"})));
    BOOST_TEST((find(text, "s") == strings({"https://c.test"})));
}

BOOST_AUTO_TEST_CASE(the_rest_of_YAML_is_refused_with_its_line) {
    const std::string head = "MRS:\n  - id: r\n";
    for (const char* const line :
         {"    endpoint: &a https://x\n", "    endpoint: *a\n", "    endpoint: |\n",
          "    endpoint: \"a\\n\"\n", "    endpoint: 'a\n", "    endpoint:\n",
          "    endpoint: a: b\n", "   endpoint: https://x\n", "     endpoint: https://x\n",
          "    endpoint\n", "    other: x\n", "    id: s\n", "\tendpoint: x\n",
          "    endpoints: {a: b}\n", "    endpoints: [a, b\n", "    endpoints: [[a]]\n"})
        BOOST_TEST(complaint(head + line).starts_with("line 3: "), line);
    BOOST_TEST(complaint(head).starts_with("line 3: the region above has no id or no endpoint"));
    BOOST_TEST(complaint("- id: r\n").starts_with("line 1: "));
    BOOST_TEST(complaint("MRS: x\n").starts_with("line 1: "));
    BOOST_TEST(complaint("just words\n").starts_with("line 1: "));
    BOOST_TEST(complaint("  id: r\n").starts_with("line 1: "));
    BOOST_TEST(complaint(head + "    endpoint: a\n    endpoint: b\n").starts_with("line 4: "));
    BOOST_TEST(
        complaint(head + "    endpoint: a\n  - id: r\n    endpoint: b\n").find("comes twice") !=
        std::string::npos);
    BOOST_TEST(complaint(head + "    endpoints:\n      - a\n    endpoint: b\n") != "");
}

BOOST_AUTO_TEST_SUITE_END()
