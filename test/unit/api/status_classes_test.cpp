// SPDX-License-Identifier: BSL-1.0
#include "api/error_body.hpp"
#include "support/print.hpp"

#include <boost/test/unit_test.hpp>

using mrs::errc;
using mrs::api::classify;
using mrs::pacing::fault;

BOOST_AUTO_TEST_SUITE(status_classes)

/// Whether a request that must not be carried out twice may be sent again: only after a refusal.
BOOST_AUTO_TEST_CASE(each_status_tells_whether_anything_was_done) {
    for (int status = 200; status < 600; ++status) {
        const bool refused = (status >= 300 && status < 500) && status != 408;
        BOOST_TEST(classify(status, "").acted_on_nothing == refused, status);
    }
}

BOOST_AUTO_TEST_CASE(each_status_without_a_meaning_has_its_classes) {
    for (const int status : {201, 204, 299, 300, 304, 305, 306, 309, 399})
        BOOST_TEST(classify(status, "").code == errc::unexpected_status, status);
    for (const int status : {400, 402, 405, 422, 499})
        BOOST_TEST(classify(status, "").code == errc::rejected, status);
    for (const int status : {501, 505, 599}) {
        BOOST_TEST(classify(status, "").code == errc::service_error, status);
        BOOST_TEST((classify(status, "").kind == fault::permanent), status);
    }
    for (int status = 200; status < 600; ++status) {
        BOOST_TEST(classify(status, "").refresh_credentials == (status == 401), status);
        const bool passes = status == 408 || status == 500 || (status >= 502 && status <= 504);
        BOOST_TEST((classify(status, "").kind == fault::transient) == passes, status);
        BOOST_TEST((classify(status, "").kind == fault::throttled) == (status == 429), status);
    }
}

BOOST_AUTO_TEST_SUITE_END()
