// SPDX-License-Identifier: BSL-1.0
#include "support/print.hpp"

#include <mrs/error.hpp>

#include <boost/asio/error.hpp>
#include <boost/test/unit_test.hpp>

#include <memory>
#include <set>
#include <string>
#include <system_error>
#include <vector>

using mrs::condition;
using mrs::errc;
using mrs::error_code;
using mrs::stop_reason;

namespace errors {
namespace {

const std::vector<condition> conditions = {condition::timeout,          condition::unauthorized,
                                           condition::throttled,        condition::unavailable,
                                           condition::invalid_argument, condition::protocol_error,
                                           condition::cancelled};

struct row {
    condition expected;
    std::vector<errc> codes;
};

const std::vector<row> classes = {
    {condition::timeout,
     {errc::connect_timeout, errc::handshake_timeout, errc::proxy_timeout, errc::write_timeout,
      errc::read_timeout, errc::call_timeout, errc::pool_timeout}},
    {condition::unauthorized,
     {errc::unauthorized, errc::forbidden, errc::credentials_failed, errc::proxy_unauthorized}},
    {condition::throttled, {errc::throttled}},
    {condition::unavailable,
     {errc::resolve_failed, errc::host_not_found, errc::connect_failed, errc::resource_exhausted,
      errc::tls_failed, errc::proxy_failed, errc::proxy_refused, errc::connection_closed,
      errc::truncated, errc::service_error, errc::overloaded}},
    {condition::invalid_argument, {errc::invalid_argument}},
    {condition::protocol_error,
     {errc::not_tls, errc::certificate_rejected, errc::protocol_violation, errc::limit_exceeded,
      errc::redirected, errc::unexpected_status, errc::bad_response}},
    {condition::cancelled, {errc::client_closed}},
};

const std::vector<errc> without_condition = {errc::not_found, errc::sql_not_found, errc::rejected,
                                             errc::cancel_failed, errc::maybe_submitted};

constexpr int last_code = static_cast<int>(errc::maybe_submitted);

std::shared_ptr<const mrs::diagnostics> full_diagnostics() {
    auto info = std::make_shared<mrs::diagnostics>();
    info->operation = "cancel_sql";
    info->endpoint = "https://a.example";
    info->detail = "what went wrong";
    info->http_status = 403;
    info->service_code = "APIGW.0302";
    info->service_message = "denied";
    info->request_id = "r-1";
    info->stop = stop_reason::permanent;
    info->attempts = 2;
    info->elapsed = std::chrono::milliseconds(1500);
    return info;
}

} // namespace
} // namespace errors

BOOST_AUTO_TEST_SUITE(errors)

BOOST_AUTO_TEST_CASE(each_code_belongs_to_its_condition_alone) {
    for (const auto& [expected, codes] : classes)
        for (const errc code : codes)
            for (const condition one : conditions)
                BOOST_TEST((error_code(code) == one) == (one == expected), "errc " << int(code));
}

BOOST_AUTO_TEST_CASE(some_codes_belong_to_no_condition) {
    for (const errc code : without_condition)
        for (const condition one : conditions)
            BOOST_TEST((error_code(code) != one), "errc " << int(code));
}

BOOST_AUTO_TEST_CASE(the_tables_name_every_code) {
    std::set<int> named;
    for (const auto& one : classes)
        for (const errc code : one.codes)
            named.insert(static_cast<int>(code));
    for (const errc code : without_condition)
        named.insert(static_cast<int>(code));
    BOOST_TEST(named.size() == static_cast<std::size_t>(last_code));
    BOOST_TEST(*named.begin() == 1);
    BOOST_TEST(*named.rbegin() == last_code);
}

BOOST_AUTO_TEST_CASE(each_code_has_words_of_its_own) {
    std::set<std::string> words;
    for (int value = 1; value <= last_code; ++value)
        words.insert(error_code(static_cast<errc>(value)).message());
    BOOST_TEST(words.size() == static_cast<std::size_t>(last_code));
    BOOST_TEST(words.count("unknown error") == 0u);
    BOOST_TEST(mrs::error_category().message(last_code + 1) == "unknown error");
    BOOST_TEST(mrs::error_category().message(0) == "unknown error");
}

BOOST_AUTO_TEST_CASE(each_condition_has_words_of_its_own) {
    std::set<std::string> words;
    for (const condition one : conditions)
        words.insert(make_error_condition(one).message());
    BOOST_TEST(words.size() == conditions.size());
    BOOST_TEST(words.count("unknown condition") == 0u);
    BOOST_TEST(mrs::condition_category().message(0) == "unknown condition");
}

BOOST_AUTO_TEST_CASE(categories_have_names) {
    BOOST_TEST(std::string(mrs::error_category().name()) == "mrs");
    BOOST_TEST(std::string(mrs::condition_category().name()) == "mrs.condition");
    BOOST_TEST((error_code(errc::throttled).category() == mrs::error_category()));
}

BOOST_AUTO_TEST_CASE(operation_aborted_is_cancelled) {
    const error_code aborted = boost::asio::error::operation_aborted;
    for (const condition one : conditions)
        BOOST_TEST((aborted == one) == (one == condition::cancelled));
}

BOOST_AUTO_TEST_CASE(codes_of_others_belong_to_no_condition) {
    for (const error_code& other : {error_code(), error_code(boost::asio::error::eof),
                                    error_code(boost::asio::error::connection_reset),
                                    error_code(1, boost::system::generic_category())})
        for (const condition one : conditions)
            BOOST_TEST((other != one), other);
}

BOOST_AUTO_TEST_CASE(conditions_hold_for_std_error_codes_too) {
    const std::error_code converted = error_code(errc::read_timeout);
    const std::error_condition timeout = make_error_condition(condition::timeout);
    const std::error_condition throttled = make_error_condition(condition::throttled);
    BOOST_TEST((converted == timeout));
    BOOST_TEST((converted != throttled));
}

BOOST_AUTO_TEST_CASE(stop_reasons_have_words_of_their_own) {
    std::set<std::string> words;
    for (const stop_reason reason :
         {stop_reason::none, stop_reason::permanent, stop_reason::attempts_exhausted,
          stop_reason::budget_exhausted, stop_reason::deadline, stop_reason::cancelled})
        words.emplace(mrs::to_string(reason));
    BOOST_TEST(words.size() == 6u);
    BOOST_TEST(words.count("unknown") == 0u);
}

BOOST_AUTO_TEST_CASE(diagnostics_tell_everything_in_one_line) {
    BOOST_TEST(full_diagnostics()->to_string() ==
               "cancel_sql at https://a.example: what went wrong; HTTP 403; service says "
               "APIGW.0302 \"denied\"; request id r-1; 2 attempts in 1500 ms; stopped: permanent");
}

BOOST_AUTO_TEST_CASE(diagnostics_leave_out_what_is_not_known) {
    BOOST_TEST(mrs::diagnostics().to_string().empty());
    mrs::diagnostics info;
    info.operation = "cancel_sql";
    info.attempts = 1;
    BOOST_TEST(info.to_string() == "cancel_sql; 1 attempt in 0 ms");
}

BOOST_AUTO_TEST_CASE(diagnostics_count_what_was_not_sent_as_no_attempt) {
    mrs::diagnostics info;
    info.operation = "cancel_sql";
    info.elapsed = std::chrono::milliseconds(12);
    info.history.resize(1);
    BOOST_TEST(info.to_string() == "cancel_sql; 1 try in 12 ms, nothing was sent");
    info.history.resize(3);
    BOOST_TEST(info.to_string() == "cancel_sql; 3 tries in 12 ms, nothing was sent");
    info.attempts = 1;
    BOOST_TEST(info.to_string() == "cancel_sql; 1 attempt in 12 ms");
}

BOOST_AUTO_TEST_CASE(an_error_carries_its_diagnostics) {
    const auto info = full_diagnostics();
    const mrs::error thrown(error_code(errc::forbidden), info);
    BOOST_TEST((thrown.code() == errc::forbidden));
    BOOST_TEST(&thrown.info() == info.get());
    const std::string what = thrown.what();
    BOOST_TEST(what.find(info->to_string()) != std::string::npos);
    BOOST_TEST(what.find(thrown.code().message()) != std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_error_without_diagnostics_has_empty_ones) {
    const mrs::error thrown(error_code(errc::forbidden), nullptr);
    BOOST_TEST(thrown.info().detail.empty());
    BOOST_TEST(thrown.info().attempts == 0);
}

BOOST_AUTO_TEST_CASE(an_error_of_words_is_no_calls_end) {
    const mrs::error thrown(errc::invalid_argument, "field: wrong");
    BOOST_TEST(thrown.info().detail == "field: wrong");
    BOOST_TEST(thrown.info().stop == stop_reason::none);
    const std::string what = thrown.what();
    BOOST_TEST(what.find("field: wrong") != std::string::npos);
    BOOST_TEST(what.find("stopped") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_copy_keeps_the_diagnostics_alive) {
    auto thrown = std::make_unique<mrs::error>(errc::invalid_argument, "field: wrong");
    const mrs::error copy(*thrown);
    thrown.reset();
    BOOST_TEST(copy.info().detail == "field: wrong");
}

BOOST_AUTO_TEST_SUITE_END()
