// SPDX-License-Identifier: BSL-1.0
#include "cli/outcome.hpp"

#include <boost/asio/error.hpp>
#include <boost/test/unit_test.hpp>

#include <memory>

using namespace mrs::cli;

namespace {

outcome decided(mrs::cancel_status status, std::string message = {}) {
    return {"id", {}, mrs::cancel_sql_result(status, std::move(message))};
}

outcome failed_with(mrs::error_code error, std::string detail = {}) {
    auto info = std::make_shared<mrs::diagnostics>();
    info->operation = "cancel_sql";
    info->detail = std::move(detail);
    return {"id", error, mrs::cancel_sql_result(std::move(info))};
}

} // namespace

BOOST_AUTO_TEST_SUITE(outcomes)

BOOST_AUTO_TEST_CASE(are_sorted_by_what_a_script_has_to_do) {
    using mrs::errc;
    BOOST_TEST((kind_of(decided(mrs::cancel_status::succeed)) == outcome_kind::succeeded));
    BOOST_TEST((kind_of(decided(mrs::cancel_status::failed)) == outcome_kind::failed));
    BOOST_TEST((kind_of(failed_with(errc::invalid_argument)) == outcome_kind::refused));
    for (const errc code : {errc::unauthorized, errc::forbidden})
        BOOST_TEST((kind_of(failed_with(code)) == outcome_kind::unauthorized));
    for (const errc code : {errc::connect_failed, errc::call_timeout, errc::throttled,
                            errc::service_error, errc::sql_not_found, errc::bad_response})
        BOOST_TEST((kind_of(failed_with(code)) == outcome_kind::unanswered));
    BOOST_TEST(
        (kind_of(failed_with(boost::asio::error::operation_aborted)) == outcome_kind::unanswered));
}

BOOST_AUTO_TEST_CASE(have_one_line_each) {
    BOOST_TEST(to_line(decided(mrs::cancel_status::succeed)) == "SUCCEED\tid\n");
    BOOST_TEST(to_line(decided(mrs::cancel_status::succeed, "not shown")) == "SUCCEED\tid\n");
    BOOST_TEST(to_line(decided(mrs::cancel_status::failed, "no\n\x1b[31m")) ==
               "FAILED\tid\tno\\n\\x1b[31m\n");
    BOOST_TEST(to_line(failed_with(mrs::errc::connect_failed, "refused\tby\npeer")) ==
               "ERROR\tid\tno connection could be made: cancel_sql: refused\\tby\\npeer\n");
}

BOOST_AUTO_TEST_CASE(have_their_id_escaped_too) {
    outcome one = decided(mrs::cancel_status::succeed);
    one.id = "a\tb\n";
    BOOST_TEST(to_line(one) == "SUCCEED\ta\\tb\\n\n");
}

BOOST_AUTO_TEST_SUITE_END()
