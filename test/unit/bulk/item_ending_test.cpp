// SPDX-License-Identifier: BSL-1.0
#include "api/access.hpp"
#include "bulk/item_ending.hpp"

#include <boost/asio/error.hpp>
#include <boost/test/unit_test.hpp>

#include <memory>

using mrs::cancel_sql_result;
using mrs::diagnostics;
using mrs::errc;
using mrs::stop_reason;
using mrs::bulk::ending_of;
using mrs::bulk::is_answer;
using mrs::bulk::is_proof;
using mrs::bulk::item_ending;
using mrs::bulk::meaning;

namespace item_endings {
namespace {

struct row {
    errc code;
    int status;
    stop_reason stop;
    bool sent;
    meaning expected;
};

item_ending of(const mrs::error_code& ec, int status, stop_reason stop, bool sent) {
    auto info = std::make_shared<diagnostics>();
    info->http_status = status;
    info->stop = stop;
    return ending_of(ec, cancel_sql_result(std::move(info)), {sent, true});
}

constexpr auto permanent = stop_reason::permanent;
constexpr auto exhausted = stop_reason::attempts_exhausted;

const row rows[] = {
    // What is about one id.
    {errc::sql_not_found, 500, permanent, true, meaning::own},
    {errc::invalid_argument, 0, permanent, false, meaning::local},
    {errc::overloaded, 0, permanent, false, meaning::local},
    // Answers that may be the same for all.
    {errc::forbidden, 403, permanent, true, meaning::refused},
    {errc::not_found, 404, permanent, true, meaning::refused},
    {errc::redirected, 302, permanent, true, meaning::refused},
    {errc::bad_response, 200, permanent, true, meaning::refused},
    {errc::unexpected_status, 204, permanent, true, meaning::refused},
    {errc::rejected, 400, permanent, true, meaning::refused},
    {errc::limit_exceeded, 200, permanent, true, meaning::refused},
    {errc::protocol_violation, 0, permanent, true, meaning::refused},
    {errc::service_error, 501, permanent, true, meaning::refused},
    {errc::service_error, 500, permanent, true, meaning::refused},
    // A way that leads nowhere.
    {errc::host_not_found, 0, permanent, false, meaning::unreachable},
    {errc::certificate_rejected, 0, permanent, false, meaning::unreachable},
    {errc::not_tls, 0, permanent, false, meaning::unreachable},
    {errc::tls_failed, 0, permanent, false, meaning::unreachable},
    {errc::proxy_refused, 0, permanent, false, meaning::unreachable},
    {errc::certificate_rejected, 0, permanent, true, meaning::unreachable},
    // What passes, and is nobody's own.
    {errc::service_error, 502, exhausted, true, meaning::broken},
    {errc::service_error, 503, exhausted, true, meaning::broken},
    {errc::service_error, 504, stop_reason::cancelled, true, meaning::broken},
    {errc::connect_failed, 0, exhausted, false, meaning::broken},
    {errc::connect_failed, 0, exhausted, true, meaning::broken},
    {errc::connect_timeout, 0, exhausted, false, meaning::broken},
    {errc::resolve_failed, 0, exhausted, false, meaning::broken},
    {errc::tls_failed, 0, exhausted, false, meaning::broken},
    {errc::handshake_timeout, 0, exhausted, false, meaning::broken},
    {errc::proxy_failed, 0, exhausted, false, meaning::broken},
    {errc::proxy_timeout, 0, exhausted, false, meaning::broken},
    {errc::proxy_refused, 0, exhausted, false, meaning::broken},
    {errc::resource_exhausted, 0, exhausted, false, meaning::broken},
    {errc::pool_timeout, 0, stop_reason::deadline, false, meaning::broken},
    {errc::pool_timeout, 0, stop_reason::deadline, true, meaning::broken},
    {errc::call_timeout, 0, stop_reason::deadline, false, meaning::broken},
    {errc::connection_closed, 0, exhausted, false, meaning::broken},
    // The credentials' source, which was asked in place of the service.
    {errc::read_timeout, 0, exhausted, false, meaning::broken},
    {errc::service_error, 0, exhausted, false, meaning::broken},
    {errc::bad_response, 0, permanent, false, meaning::broken},
    {errc::forbidden, 0, permanent, false, meaning::unreachable},
    {errc::credentials_failed, 0, exhausted, false, meaning::broken},
    {errc::credentials_failed, 0, permanent, false, meaning::no_credentials},
    // What passes, and may be the request's.
    {errc::service_error, 500, exhausted, true, meaning::faltering},
    {errc::service_error, 408, exhausted, true, meaning::faltering},
    {errc::connection_closed, 0, exhausted, true, meaning::faltering},
    {errc::truncated, 0, exhausted, true, meaning::faltering},
    {errc::read_timeout, 0, exhausted, true, meaning::faltering},
    {errc::write_timeout, 0, exhausted, true, meaning::faltering},
    {errc::call_timeout, 0, stop_reason::deadline, true, meaning::faltering},
    {errc::protocol_violation, 0, exhausted, true, meaning::faltering},
    {errc::throttled, 429, stop_reason::cancelled, true, meaning::throttled},
    {errc::unauthorized, 401, permanent, true, meaning::unauthorized},
    {errc::unauthorized, 0, permanent, false, meaning::unauthorized},
    {errc::proxy_unauthorized, 0, permanent, false, meaning::unauthorized},
    {errc::client_closed, 0, stop_reason::cancelled, false, meaning::closed},
};

} // namespace
} // namespace item_endings

BOOST_AUTO_TEST_SUITE(item_endings)

BOOST_AUTO_TEST_CASE(each_error_says_something_of_the_others) {
    for (const row& one : rows)
        BOOST_TEST_CONTEXT(make_error_code(one.code).message() << " " << one.status) {
            const auto how = of(one.code, one.status, one.stop, one.sent);
            BOOST_TEST((how.kind == one.expected));
            BOOST_TEST(!how.good);
            BOOST_TEST(how.sent == one.sent);
            BOOST_TEST((how.error == one.code));
            BOOST_TEST(how.info->http_status == one.status);
            BOOST_TEST(!how.latency.has_value());
        }
}

BOOST_AUTO_TEST_CASE(what_was_ended_is_called_off) {
    const auto how = of(boost::asio::error::operation_aborted, 0, stop_reason::cancelled, false);
    BOOST_TEST((how.kind == meaning::called_off));
    BOOST_TEST(!is_answer(how));
}

/// A try that could open no connection is no attempt, but takes time.
BOOST_AUTO_TEST_CASE(an_answer_is_told_with_its_latency_where_it_came_at_the_first_try) {
    cancel_sql_result answer(mrs::cancel_status::succeed, "");
    mrs::detail::access::exchange(answer, 200, "", 1, std::chrono::milliseconds(7));
    auto how = ending_of({}, answer, {true, true});
    BOOST_TEST((how.kind == meaning::succeeded));
    BOOST_TEST(how.good);
    BOOST_TEST((how.latency == std::chrono::milliseconds(7)));
    BOOST_TEST(!ending_of({}, answer, {true, false}).latency.has_value());
    how = ending_of({}, cancel_sql_result(mrs::cancel_status::failed, ""), {true, true});
    BOOST_TEST((how.kind == meaning::failed));
    BOOST_TEST(!how.good);
}

BOOST_AUTO_TEST_CASE(who_answers_and_who_works) {
    item_ending how;
    how.sent = true;
    for (const auto kind : {meaning::succeeded, meaning::failed, meaning::own}) {
        how.kind = kind;
        BOOST_TEST((is_answer(how) && is_proof(how)));
    }
    for (const auto kind : {meaning::refused, meaning::throttled, meaning::unauthorized}) {
        how.kind = kind;
        BOOST_TEST((is_answer(how) && !is_proof(how)));
    }
    for (const auto kind :
         {meaning::local, meaning::unreachable, meaning::broken, meaning::faltering,
          meaning::no_credentials, meaning::called_off, meaning::closed}) {
        how.kind = kind;
        BOOST_TEST((!is_answer(how) && !is_proof(how)));
    }
    how.kind = meaning::unauthorized;
    how.sent = false;
    BOOST_TEST(!is_answer(how));
}

BOOST_AUTO_TEST_SUITE_END()
