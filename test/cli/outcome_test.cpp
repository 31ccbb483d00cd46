// SPDX-License-Identifier: BSL-1.0
#include "api/access.hpp"
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
    for (const errc code :
         {errc::unauthorized, errc::forbidden, errc::credentials_failed, errc::proxy_unauthorized})
        BOOST_TEST((kind_of(failed_with(code, {}, 0)) == outcome_kind::unauthorized));
    for (const errc code :
         {errc::connect_failed, errc::call_timeout, errc::throttled, errc::service_error,
          errc::client_closed, errc::proxy_failed, errc::proxy_refused, errc::proxy_timeout})
        BOOST_TEST((kind_of(failed_with(code)) == outcome_kind::unanswered));
    for (const errc code : {errc::not_found, errc::rejected, errc::bad_response, errc::redirected})
        BOOST_TEST((kind_of(failed_with(code)) == outcome_kind::rejected));
}

BOOST_AUTO_TEST_CASE(whose_way_is_wrong_for_good_are_rejected) {
    auto info = std::make_shared<mrs::diagnostics>();
    info->stop = mrs::stop_reason::permanent;
    for (const errc code : {errc::host_not_found, errc::certificate_rejected, errc::not_tls}) {
        auto one = failed_with(code, {}, 0);
        one.result = mrs::cancel_sql_result(info);
        BOOST_TEST((kind_of(one) == outcome_kind::rejected));
    }
}

BOOST_AUTO_TEST_CASE(that_were_cancelled_may_have_been_tried) {
    const auto aborted = boost::asio::error::operation_aborted;
    BOOST_TEST((kind_of(failed_with(aborted, {}, 1)) == outcome_kind::unanswered));
    BOOST_TEST((kind_of(failed_with(aborted, {}, 0)) == outcome_kind::not_tried));
    BOOST_TEST((kind_of(failed_with(errc::client_closed, {}, 0)) == outcome_kind::not_tried));
    BOOST_TEST((kind_of(failed_with(errc::pool_timeout, {}, 0)) == outcome_kind::unanswered));
}

BOOST_AUTO_TEST_CASE(of_a_wait_are_sorted_by_it_too) {
    using mrs::sql_state;
    using mrs::wait_outcome;
    const auto stopped = waited(wait_outcome::stopped, sql_state::failed);
    BOOST_TEST((kind_of(stopped) == outcome_kind::succeeded));
    BOOST_TEST((end_of(stopped) == end_kind::stopped));
    auto ended = waited(wait_outcome::had_ended, sql_state::finished);
    ended.result = mrs::cancel_sql_result(); // No cancel was sent.
    BOOST_TEST((kind_of(ended) == outcome_kind::succeeded));
    BOOST_TEST((end_of(ended) == end_kind::had_ended));
    const auto running = waited(wait_outcome::still_running, sql_state::running);
    BOOST_TEST((kind_of(running) == outcome_kind::still_running));
    BOOST_TEST((end_of(running) == end_kind::still_running));
    const auto refused = waited(wait_outcome::not_cancelled, sql_state::running);
    BOOST_TEST((kind_of(refused) == outcome_kind::failed));
    BOOST_TEST((end_of(refused) == end_kind::failed));
    BOOST_TEST(!end_of(succeeded()));
}

BOOST_AUTO_TEST_CASE(without_an_end_were_tried_all_the_same) {
    for (const mrs::error_code& error : {mrs::error_code(boost::asio::error::operation_aborted),
                                         mrs::make_error_code(errc::limit_exceeded)}) {
        const auto lost = lost_after_its_cancel(error);
        BOOST_TEST(lost.tried());
        BOOST_TEST((kind_of(lost) == outcome_kind::unanswered));
        BOOST_TEST((end_of(lost) == end_kind::unknown));
    }
}

BOOST_AUTO_TEST_CASE(that_are_answers_are_for_good) {
    using enum outcome_kind;
    for (const outcome_kind kind : {succeeded, failed, unknown})
        BOOST_TEST(is_answer(kind));
    for (const outcome_kind kind :
         {refused, unauthorized, rejected, still_running, unanswered, not_tried})
        BOOST_TEST(!is_answer(kind));
}

BOOST_AUTO_TEST_CASE(of_a_bulk_run_keep_all_that_it_tells) {
    mrs::bulk_outcome told;
    told.index = 7;
    told.request = mrs::cancel_sql_request("c9", "x");
    told.error = errc::call_timeout;
    told.sent = true;
    const outcome one(told);
    BOOST_TEST(one.index == 7u);
    BOOST_TEST(one.cluster == "c9");
    BOOST_TEST(one.id == "x");
    BOOST_TEST((one.error == errc::call_timeout));
    BOOST_TEST(one.tried());
    BOOST_TEST(!one.wait);
    mrs::detail::access::fields(told.wait.emplace()).outcome = mrs::wait_outcome::stopped;
    BOOST_TEST((outcome(told).wait->outcome() == mrs::wait_outcome::stopped));
}

BOOST_AUTO_TEST_SUITE_END()
