// SPDX-License-Identifier: BSL-1.0
#include "core/values.hpp"

#include <mrs/error.hpp>

#include <boost/asio/error.hpp>

#include <ostream>
#include <utility>

namespace mrs {

namespace {

const char* text_of(errc code) noexcept {
    switch (code) {
    case errc::invalid_argument:
        return "invalid argument";
    case errc::resolve_failed:
        return "the endpoint's name could not be resolved";
    case errc::host_not_found:
        return "the endpoint's name does not exist";
    case errc::connect_failed:
        return "no connection could be made";
    case errc::connect_timeout:
        return "connecting timed out";
    case errc::resource_exhausted:
        return "no descriptor or port left for a connection";
    case errc::tls_failed:
        return "the TLS handshake failed";
    case errc::not_tls:
        return "the peer does not speak TLS";
    case errc::certificate_rejected:
        return "the peer's certificate was not accepted";
    case errc::handshake_timeout:
        return "the TLS handshake timed out";
    case errc::proxy_failed:
        return "the proxy cannot be reached or does not keep to HTTP";
    case errc::proxy_unauthorized:
        return "the proxy's credentials are missing or were refused";
    case errc::proxy_refused:
        return "the proxy does not connect to the endpoint";
    case errc::proxy_timeout:
        return "waiting for the proxy's answer timed out";
    case errc::connection_closed:
        return "the connection was closed before an answer came";
    case errc::truncated:
        return "the connection ended inside the answer";
    case errc::write_timeout:
        return "sending the request timed out";
    case errc::read_timeout:
        return "waiting for the answer timed out";
    case errc::protocol_violation:
        return "the answer is not acceptable HTTP/1.1";
    case errc::limit_exceeded:
        return "the answer is larger than the limits";
    case errc::redirected:
        return "the answer is a redirect";
    case errc::unexpected_status:
        return "unexpected HTTP status";
    case errc::bad_response:
        return "the answer's body is not what the API documents";
    case errc::unauthorized:
        return "the credentials were refused";
    case errc::forbidden:
        return "the credentials do not permit this call";
    case errc::not_found:
        return "the gateway knows no such path";
    case errc::sql_not_found:
        return "the service knows no such execution";
    case errc::rejected:
        return "the service rejected the request";
    case errc::throttled:
        return "the quota of requests is used up";
    case errc::service_error:
        return "the service failed";
    case errc::credentials_failed:
        return "no credentials could be had";
    case errc::call_timeout:
        return "the call's time limit passed";
    case errc::pool_timeout:
        return "the call's time limit passed while it waited for a connection";
    case errc::overloaded:
        return "too many calls are waiting";
    case errc::client_closed:
        return "the client is closed";
    case errc::cancel_failed:
        return "the service answered FAILED";
    case errc::maybe_submitted:
        return "the statement may have been submitted, but its answer is lost";
    }
    return "unknown error";
}

boost::system::error_condition condition_of(int value,
                                            const boost::system::error_category& self) noexcept {
    switch (static_cast<errc>(value)) {
    case errc::invalid_argument:
        return condition::invalid_argument;
    case errc::connect_timeout:
    case errc::handshake_timeout:
    case errc::proxy_timeout:
    case errc::write_timeout:
    case errc::read_timeout:
    case errc::call_timeout:
    case errc::pool_timeout:
        return condition::timeout;
    case errc::unauthorized:
    case errc::forbidden:
    case errc::credentials_failed:
    case errc::proxy_unauthorized:
        return condition::unauthorized;
    case errc::throttled:
        return condition::throttled;
    case errc::resolve_failed:
    case errc::host_not_found:
    case errc::connect_failed:
    case errc::resource_exhausted:
    case errc::tls_failed:
    case errc::proxy_failed:
    case errc::proxy_refused:
    case errc::connection_closed:
    case errc::truncated:
    case errc::service_error:
    case errc::overloaded:
        return condition::unavailable;
    case errc::not_tls:
    case errc::certificate_rejected:
    case errc::protocol_violation:
    case errc::limit_exceeded:
    case errc::redirected:
    case errc::unexpected_status:
    case errc::bad_response:
        return condition::protocol_error;
    case errc::client_closed:
        return condition::cancelled;
    case errc::not_found:
    case errc::sql_not_found:
    case errc::rejected:
    case errc::cancel_failed:
    case errc::maybe_submitted:
        break;
    }
    return {value, self};
}

class errc_category final : public boost::system::error_category {
public:
    const char* name() const noexcept override { return "mrs"; }
    std::string message(int value) const override { return text_of(static_cast<errc>(value)); }
    boost::system::error_condition default_error_condition(int value) const noexcept override {
        return condition_of(value, *this);
    }
};

class the_condition_category final : public boost::system::error_category {
public:
    const char* name() const noexcept override { return "mrs.condition"; }
    std::string message(int value) const override {
        switch (static_cast<condition>(value)) {
        case condition::timeout:
            return "a time limit passed";
        case condition::unauthorized:
            return "unauthorized";
        case condition::throttled:
            return "throttled";
        case condition::unavailable:
            return "unavailable";
        case condition::invalid_argument:
            return "invalid argument";
        case condition::protocol_error:
            return "protocol error";
        case condition::cancelled:
            return "cancelled";
        }
        return "unknown condition";
    }
    bool equivalent(const error_code& code, int value) const noexcept override {
        if (static_cast<condition>(value) == condition::cancelled &&
            code == boost::asio::error::operation_aborted)
            return true;
        return code.default_error_condition() == boost::system::error_condition(value, *this);
    }
};

std::string milliseconds(std::chrono::nanoseconds time) {
    return std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(time).count()) +
           " ms";
}

} // namespace

const boost::system::error_category& error_category() noexcept {
    static const errc_category category;
    return category;
}

const boost::system::error_category& condition_category() noexcept {
    static const the_condition_category category;
    return category;
}

error_code make_error_code(errc code) noexcept {
    return {static_cast<int>(code), error_category()};
}

boost::system::error_condition make_error_condition(condition value) noexcept {
    return {static_cast<int>(value), condition_category()};
}

std::string_view to_string(stop_reason reason) noexcept {
    switch (reason) {
    case stop_reason::none:
        return "none";
    case stop_reason::permanent:
        return "permanent";
    case stop_reason::attempts_exhausted:
        return "attempts exhausted";
    case stop_reason::budget_exhausted:
        return "retry budget exhausted";
    case stop_reason::deadline:
        return "deadline";
    case stop_reason::cancelled:
        return "cancelled";
    }
    return "unknown";
}

std::string diagnostics::to_string() const {
    std::string text = operation;
    if (!endpoint.empty())
        text += " at " + endpoint;
    if (!detail.empty())
        text += (text.empty() ? "" : ": ") + detail;
    if (http_status != 0)
        text += "; HTTP " + std::to_string(http_status);
    if (!service_code.empty() || !service_message.empty())
        text += "; service says " + service_code + " \"" + service_message + "\"";
    if (!request_id.empty())
        text += "; request id " + request_id;
    if (attempts > 0)
        text += "; " + std::to_string(attempts) + (attempts == 1 ? " attempt" : " attempts") +
                " in " + milliseconds(elapsed);
    else if (!history.empty())
        text += "; " + std::to_string(history.size()) + (history.size() == 1 ? " try" : " tries") +
                " in " + milliseconds(elapsed) + ", nothing was sent";
    if (maybe_submitted)
        text += "; the statement may have been submitted";
    if (stop != stop_reason::none)
        text += "; stopped: " + std::string(mrs::to_string(stop));
    return text;
}

std::ostream& operator<<(std::ostream& out, const diagnostics& info) {
    return out << info.to_string();
}

bool operator==(const error& a, const error& b) noexcept {
    return a.code() == b.code() && a.info() == b.info();
}

std::ostream& operator<<(std::ostream& out, const error& one) {
    return out << one.what();
}

error::error(error_code code, std::shared_ptr<const diagnostics> info)
    : boost::system::system_error(code, info ? info->to_string() : std::string()),
      info_(info ? std::move(info) : std::make_shared<const diagnostics>()) {}

error::error(errc code, const std::string& detail)
    : error(make_error_code(code), [&detail] {
          auto info = std::make_shared<diagnostics>();
          info->detail = detail;
          return info;
      }()) {}

} // namespace mrs

std::size_t std::hash<mrs::error>::operator()(const mrs::error& one) const noexcept {
    return mrs::core::hash_of(std::string_view(one.what()));
}
