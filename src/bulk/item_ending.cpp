// SPDX-License-Identifier: BSL-1.0
#include "bulk/item_ending.hpp"

#include <boost/asio/error.hpp>

namespace mrs::bulk {

namespace {

bool is_permanent(const diagnostics* info) noexcept {
    return info != nullptr && info->stop == stop_reason::permanent;
}

/// What comes before a request has nothing to do with its id.
meaning of_unsent(errc code, const diagnostics* info) noexcept {
    switch (code) {
    case errc::invalid_argument:
    case errc::overloaded:
        return meaning::local;
    case errc::bad_response: // An agent that gives an expired key may give a fresh one soon.
        return meaning::broken;
    default:
        return is_permanent(info) ? meaning::unreachable : meaning::broken;
    }
}

meaning of_service_error(const diagnostics* info) noexcept {
    const int status = info != nullptr ? info->http_status : 0;
    if (is_permanent(info))
        return meaning::refused;
    return status == 502 || status == 503 || status == 504 ? meaning::broken : meaning::faltering;
}

meaning of_sent(errc code, const diagnostics* info) noexcept {
    switch (code) {
    case errc::sql_not_found:
        return meaning::own;
    case errc::service_error:
        return of_service_error(info);
    case errc::connection_closed:
    case errc::truncated:
    case errc::write_timeout:
    case errc::read_timeout:
    case errc::call_timeout:
        return meaning::faltering;
    case errc::throttled:
        return meaning::throttled;
    case errc::forbidden:
    case errc::not_found:
    case errc::redirected:
    case errc::unexpected_status:
    case errc::bad_response:
    case errc::rejected:
    case errc::limit_exceeded:
        return meaning::refused;
    case errc::protocol_violation:
        return is_permanent(info) ? meaning::refused : meaning::faltering;
    default: // An earlier attempt was sent, the last one was not.
        return of_unsent(code, info);
    }
}

meaning of_error(const error_code& ec, const diagnostics* info, bool sent) noexcept {
    if (ec == boost::asio::error::operation_aborted)
        return meaning::called_off;
    if (ec.category() != error_category())
        return meaning::local;
    const auto code = static_cast<errc>(ec.value());
    if (code == errc::client_closed)
        return meaning::closed;
    if (code == errc::unauthorized || code == errc::proxy_unauthorized)
        return meaning::unauthorized;
    if (code == errc::credentials_failed && is_permanent(info))
        return meaning::no_credentials;
    return sent ? of_sent(code, info) : of_unsent(code, info);
}

} // namespace

item_ending ending_of(const error_code& ec, const cancel_sql_result& answer,
                      const call_course& course) {
    item_ending one;
    one.sent = course.sent;
    if (ec) {
        one.error = ec;
        one.info = answer.info();
        one.kind = of_error(ec, one.info.get(), course.sent);
    } else if (answer.failed()) {
        one.kind = meaning::failed;
    }
    one.good = one.kind == meaning::succeeded;
    if (!ec && answer.status() != cancel_status::none && course.one_try)
        one.latency = answer.elapsed();
    return one;
}

bool is_proof(const item_ending& one) noexcept {
    return one.kind == meaning::succeeded || one.kind == meaning::failed ||
           one.kind == meaning::own;
}

bool is_answer(const item_ending& one) noexcept {
    return is_proof(one) || one.kind == meaning::refused || one.kind == meaning::throttled ||
           (one.kind == meaning::unauthorized && one.sent);
}

} // namespace mrs::bulk
