// SPDX-License-Identifier: BSL-1.0
#include "cli/output/outcome.hpp"
#include "outcomes.hpp"

#include <boost/asio/error.hpp>
#include <boost/test/unit_test.hpp>

using namespace mrs::cli;
using mrs::errc;

BOOST_AUTO_TEST_SUITE(outcomes)

BOOST_AUTO_TEST_CASE(are_sorted_by_what_a_script_has_to_do) {
    BOOST_TEST((kind_of(succeeded()) == outcome_kind::succeeded));
    BOOST_TEST((kind_of(decided(mrs::cancel_status::failed)) == outcome_kind::failed));
    BOOST_TEST((kind_of(failed_with(errc::sql_not_found)) == outcome_kind::unknown));
    BOOST_TEST((kind_of(failed_with(errc::invalid_argument, {}, 0)) == outcome_kind::refused));
    for (const errc code : {errc::unauthorized, errc::forbidden, errc::credentials_failed})
        BOOST_TEST((kind_of(failed_with(code, {}, 0)) == outcome_kind::unauthorized));
    for (const errc code :
         {errc::connect_failed, errc::call_timeout, errc::throttled, errc::service_error,
          errc::not_found, errc::rejected, errc::bad_response, errc::client_closed})
        BOOST_TEST((kind_of(failed_with(code)) == outcome_kind::unanswered));
}

BOOST_AUTO_TEST_CASE(that_were_cancelled_may_have_been_tried) {
    const auto aborted = boost::asio::error::operation_aborted;
    BOOST_TEST((kind_of(failed_with(aborted, {}, 1)) == outcome_kind::unanswered));
    BOOST_TEST((kind_of(failed_with(aborted, {}, 0)) == outcome_kind::not_tried));
    BOOST_TEST((kind_of(failed_with(errc::client_closed, {}, 0)) == outcome_kind::not_tried));
    BOOST_TEST((kind_of(failed_with(errc::pool_timeout, {}, 0)) == outcome_kind::unanswered));
}

BOOST_AUTO_TEST_CASE(that_are_answers_are_for_good) {
    using enum outcome_kind;
    for (const outcome_kind kind : {succeeded, failed, unknown})
        BOOST_TEST(is_answer(kind));
    for (const outcome_kind kind : {refused, unauthorized, unanswered, not_tried})
        BOOST_TEST(!is_answer(kind));
}

BOOST_AUTO_TEST_CASE(of_a_bulk_run_keep_all_that_it_tells) {
    mrs::bulk_outcome told;
    told.index = 7;
    told.request = mrs::cancel_sql_request("c9", "x");
    told.error = errc::call_timeout;
    const outcome one(told);
    BOOST_TEST(one.index == 7u);
    BOOST_TEST(one.cluster == "c9");
    BOOST_TEST(one.id == "x");
    BOOST_TEST((one.error == errc::call_timeout));
    BOOST_TEST(!one.tried());
}

BOOST_AUTO_TEST_SUITE_END()
