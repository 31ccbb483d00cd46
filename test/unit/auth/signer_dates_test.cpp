// SPDX-License-Identifier: BSL-1.0
#include "auth/signing/canonical_request.hpp"
#include "auth/signing/signer.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>

using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(signer_dates)

/// A signer is used for as long as its key; each request has the date of its own second.
BOOST_AUTO_TEST_CASE(each_request_has_its_own_date) {
    mrs::auth::signed_fields fields;
    fields.host = "a.example";
    mrs::auth::signer one(mrs::access_key("AK", mrs::secret("sk")), fields);
    const std::chrono::sys_seconds start(1'800'000'000s);
    for (const auto after : {0s, 0s, 1s, 1s, 2s, 3600s, 1s}) {
        std::string request;
        one.append_headers(request, "POST", "/", "", start + after);
        mrs::auth::signer fresh(mrs::access_key("AK", mrs::secret("sk")), fields);
        std::string expected;
        fresh.append_headers(expected, "POST", "/", "", start + after);
        BOOST_TEST(request == expected);
        BOOST_TEST(request.starts_with("X-Sdk-Date: " + mrs::auth::sdk_date(start + after)));
    }
}

BOOST_AUTO_TEST_SUITE_END()
