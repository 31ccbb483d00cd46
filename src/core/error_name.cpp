// SPDX-License-Identifier: BSL-1.0
#include <mrs/error.hpp>

#include <boost/asio/error.hpp>

namespace mrs {

namespace {

const char* name_of(errc code) noexcept {
    switch (code) {
    case errc::invalid_argument:
        return "invalid_argument";
    case errc::resolve_failed:
        return "resolve_failed";
    case errc::host_not_found:
        return "host_not_found";
    case errc::connect_failed:
        return "connect_failed";
    case errc::connect_timeout:
        return "connect_timeout";
    case errc::resource_exhausted:
        return "resource_exhausted";
    case errc::tls_failed:
        return "tls_failed";
    case errc::not_tls:
        return "not_tls";
    case errc::certificate_rejected:
        return "certificate_rejected";
    case errc::handshake_timeout:
        return "handshake_timeout";
    case errc::proxy_failed:
        return "proxy_failed";
    case errc::proxy_unauthorized:
        return "proxy_unauthorized";
    case errc::proxy_refused:
        return "proxy_refused";
    case errc::proxy_timeout:
        return "proxy_timeout";
    case errc::connection_closed:
        return "connection_closed";
    case errc::truncated:
        return "truncated";
    case errc::write_timeout:
        return "write_timeout";
    case errc::read_timeout:
        return "read_timeout";
    case errc::protocol_violation:
        return "protocol_violation";
    case errc::limit_exceeded:
        return "limit_exceeded";
    case errc::redirected:
        return "redirected";
    case errc::unexpected_status:
        return "unexpected_status";
    case errc::bad_response:
        return "bad_response";
    case errc::unauthorized:
        return "unauthorized";
    case errc::forbidden:
        return "forbidden";
    case errc::not_found:
        return "not_found";
    case errc::sql_not_found:
        return "sql_not_found";
    case errc::rejected:
        return "rejected";
    case errc::throttled:
        return "throttled";
    case errc::service_error:
        return "service_error";
    case errc::credentials_failed:
        return "credentials_failed";
    case errc::call_timeout:
        return "call_timeout";
    case errc::pool_timeout:
        return "pool_timeout";
    case errc::overloaded:
        return "overloaded";
    case errc::client_closed:
        return "client_closed";
    case errc::cancel_failed:
        return "cancel_failed";
    case errc::maybe_submitted:
        return "maybe_submitted";
    }
    return "other";
}

} // namespace

std::string_view to_string(errc code) noexcept {
    return name_of(code);
}

std::string_view to_string(condition value) noexcept {
    switch (value) {
    case condition::timeout:
        return "timeout";
    case condition::unauthorized:
        return "unauthorized";
    case condition::throttled:
        return "throttled";
    case condition::unavailable:
        return "unavailable";
    case condition::invalid_argument:
        return "invalid_argument";
    case condition::protocol_error:
        return "protocol_error";
    case condition::cancelled:
        return "cancelled";
    }
    return "other";
}

const char* error_name(const error_code& code) noexcept {
    if (!code)
        return "";
    if (code.category() == error_category())
        return name_of(static_cast<errc>(code.value()));
    return code == boost::asio::error::operation_aborted ? "operation_aborted" : "other";
}

} // namespace mrs
