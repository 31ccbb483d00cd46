// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_ERROR_HPP
#define MRS_ERROR_HPP

#include <mrs/detail/worded.hpp>
#include <mrs/export.hpp>

#include <boost/system/error_category.hpp>
#include <boost/system/error_code.hpp>
#include <boost/system/error_condition.hpp>
#include <boost/system/system_error.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <iosfwd>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace mrs {

/// Boost.System's, as Asio's operations give it.
using boost::system::error_code;

/// Why an operation has no answer. Compare with `condition` where the class of error is enough.
///
/// A call that was cancelled ends with `boost::asio::error::operation_aborted`, like Asio's own.
enum class errc {
    invalid_argument = 1, ///< An option, an id or a header value was refused; nothing was sent.
    resolve_failed,       ///< The endpoint's name could not be resolved.
    host_not_found,       ///< The endpoint's name does not exist (permanent).
    connect_failed,       ///< No address of the endpoint accepted a connection.
    connect_timeout,      ///< Resolving and connecting took longer than `timeout_options::connect`.
    resource_exhausted,   ///< This process or machine has no descriptor or port left.
    tls_failed,           ///< The TLS handshake failed; the cause says whether a retry helps.
    not_tls,              ///< The peer does not speak TLS (permanent).
    certificate_rejected, ///< The peer's certificate was not accepted (permanent).
    handshake_timeout,    ///< The TLS handshake took longer than `timeout_options::handshake`.
    proxy_failed,         ///< The proxy cannot be reached, or does not keep to HTTP.
    proxy_unauthorized,   ///< The proxy asks for credentials, or refused them (permanent).
    proxy_refused,        ///< The proxy does not connect to the endpoint.
    proxy_timeout,        ///< The proxy answered later than `timeout_options::connect`.
    connection_closed,    ///< The peer closed or reset the connection before it answered.
    truncated,            ///< The connection ended inside an answer.
    write_timeout,        ///< Sending the request took longer than `timeout_options::write`.
    read_timeout,         ///< The answer took longer than `timeout_options::read` or
                          ///< `timeout_options::attempt`.
    protocol_violation,   ///< The peer's bytes are not an acceptable HTTP/1.1 answer.
    limit_exceeded,       ///< The answer's header or body is larger than the limits.
    redirected,           ///< The answer redirects; redirects are never followed.
    unexpected_status,    ///< The HTTP status has no meaning for this call.
    bad_response,         ///< The answer's body is not what the API documents.
    unauthorized,         ///< The credentials were refused, also after one refresh.
    forbidden,            ///< The credentials are good, but do not permit this call.
    not_found,          ///< The gateway does not know the path: endpoint, project or API are wrong.
    sql_not_found,      ///< The service knows no execution with this id.
    rejected,           ///< The service refused the request with another 4xx status.
    throttled,          ///< The quota of requests is used up.
    service_error,      ///< The service or its gateway failed (5xx without a decided answer).
    credentials_failed, ///< The credentials' provider threw or gave an unusable token.
    call_timeout,       ///< The call's own deadline passed.
    pool_timeout,       ///< The call's deadline passed while it waited for a connection.
    overloaded,         ///< `pool_options::max_waiting` calls are waiting already.
    client_closed,      ///< The client was closed before or while the call ran.
    cancel_failed,      ///< `cancel_sql_result::throw_if_failed()`: the service answered FAILED.
    maybe_submitted,    ///< A submission has no answer, but may have been carried out.
};

/// Classes of errors that a caller acts on. Compare an `error_code` with them by `==`.
enum class condition {
    timeout = 1,      ///< A time limit passed: running it again may help.
    unauthorized,     ///< The credentials were refused or do not permit the call.
    throttled,        ///< Slow down.
    unavailable,      ///< The service could not be reached or broke: running it again may help.
    invalid_argument, ///< The caller's input is at fault.
    protocol_error,   ///< The peer does not keep to HTTP, TLS or the API.
    cancelled,        ///< The caller cancelled, or the client was closed.
};

/// The category of `errc`; its name is "mrs".
MRS_EXPORT const boost::system::error_category& error_category() noexcept;
/// The category of `condition`; its name is "mrs.condition".
MRS_EXPORT const boost::system::error_category& condition_category() noexcept;

/// The name of an enumerator, such as "call_timeout".
MRS_EXPORT std::string_view to_string(errc code) noexcept;
/// The same for a `condition`, such as "timeout".
MRS_EXPORT std::string_view to_string(condition value) noexcept;

/// The name of an `errc`, such as "call_timeout", for logs and labels; "operation_aborted" for what
/// was cancelled, "other" for a code that no call ends with, and "" where there is no error.
MRS_EXPORT const char* error_name(const error_code& code) noexcept;

/// The code of an `errc`, by which Boost.System lets one compare with the other.
MRS_EXPORT error_code make_error_code(errc code) noexcept;
/// The same for a `condition`.
MRS_EXPORT boost::system::error_condition make_error_condition(condition value) noexcept;

/// What ended a call that has no answer.
enum class stop_reason {
    none,               ///< It has an answer.
    permanent,          ///< The error is of a kind that repeating does not cure.
    attempts_exhausted, ///< As many tries failed as `retry_options::max_attempts` allows.
    budget_exhausted,   ///< The client's retry budget is used up: the service is in trouble.
    deadline,           ///< The deadline passed, or the next wait would not fit it.
    cancelled,          ///< The caller cancelled, or the client was closed.
};

/// A lower-case English word for `reason`, such as "deadline".
MRS_EXPORT std::string_view to_string(stop_reason reason) noexcept;

/// One try of a call that did not lead to an answer: an attempt, or a connection that could not be
/// opened for one.
struct attempt_record {
    attempt_record() = default;

    error_code error;                    ///< Why it failed.
    error_code cause;                    ///< The system's or OpenSSL's code below it, if any.
    std::string detail;                  ///< The cause in words; may quote the peer, escaped.
    int http_status = 0;                 ///< The answer's status, 0 without one.
    std::chrono::nanoseconds delay{0};   ///< How long the call waited before this try.
    std::chrono::nanoseconds elapsed{0}; ///< How long the try took.
    bool sent = false; ///< It was an attempt: a byte of its request may have left.

    /// Whether all of both is the same.
    friend bool operator==(const attempt_record& a, const attempt_record& b) = default;
};

/// What is known of a call beside its outcome: for people, logs and support tickets.
///
/// `service_message` and every text that quotes it are the peer's words and not to be trusted as
/// markup or terminal output. No text here ever holds a secret.
struct diagnostics {
    diagnostics() = default;

    std::string operation;       ///< Such as "cancel_sql".
    std::string endpoint;        ///< The last attempt's, such as "https://host:8443".
    std::string detail;          ///< What went wrong, in one line.
    int http_status = 0;         ///< The last answer's HTTP status, 0 without an answer.
    std::string service_code;    ///< The service's own error code, such as "APIGW.0301".
    std::string service_message; ///< The service's own error text, untrusted.
    std::string request_id;      ///< The answer's X-Request-Id: what the vendor's support asks for.
    error_code cause;            ///< The system's or OpenSSL's code below the error, if any.
    stop_reason stop = stop_reason::none; ///< What ended the call.
    bool maybe_submitted = false; ///< A submission without an answer may have been carried out.
    int attempts = 0;             ///< Requests of which a byte may have left.
    std::chrono::nanoseconds elapsed{0}; ///< From the call's start to its end.
    std::vector<attempt_record> history; ///< The tries that failed, first one first.

    /// All of it in one line.
    [[nodiscard]] MRS_EXPORT std::string to_string() const;

    /// Whether all of both is the same, the times and the attempts too.
    friend bool operator==(const diagnostics& a, const diagnostics& b) = default;
};

/// Prints `to_string()`.
MRS_EXPORT std::ostream& operator<<(std::ostream& out, const diagnostics& info);

/// The exception of this library: an `error_code` with its diagnostics.
class MRS_EXPORT error : public boost::system::system_error {
public:
    /// @param code why there is no answer
    /// @param info what is known beside it
    error(error_code code, std::shared_ptr<const diagnostics> info);

    /// @param code   why there is no answer
    /// @param detail what went wrong, in one line and without a secret: `diagnostics::detail`
    error(errc code, const std::string& detail);

    /// What is known beside the code. The reference lives as long as this object or a copy.
    [[nodiscard]] const diagnostics& info() const noexcept { return *info_; }

private:
    std::shared_ptr<const diagnostics> info_;
};

/// Whether both have the same code and the same diagnostics.
MRS_EXPORT bool operator==(const error& a, const error& b) noexcept;

/// Prints `what()`.
MRS_EXPORT std::ostream& operator<<(std::ostream& out, const error& one);

} // namespace mrs

/// @cond
template<>
struct std::hash<mrs::error> {
    MRS_EXPORT std::size_t operator()(const mrs::error& one) const noexcept;
};
template<>
struct boost::system::is_error_code_enum<mrs::errc> : std::true_type {};
template<>
struct boost::system::is_error_condition_enum<mrs::condition> : std::true_type {};
/// @endcond

#endif
