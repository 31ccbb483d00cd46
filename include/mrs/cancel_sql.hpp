// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CANCEL_SQL_HPP
#define MRS_CANCEL_SQL_HPP

#include <mrs/detail/execution_ids.hpp>
#include <mrs/detail/worded.hpp>
#include <mrs/error.hpp>
#include <mrs/export.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace mrs {

namespace detail {
class access;
}

/// Which execution to cancel.
///
/// @par Source
/// `POST /v2/{project_id}/clusters/{cluster_id}/sql-execution/{sql_id}/cancel`
class cancel_sql_request {
public:
    /// No execution; for containers and channels that need an empty value.
    cancel_sql_request() = default;

    /// @param cluster_id the cluster's id, `[A-Za-z0-9_-]{1,64}`
    /// @param sql_id     the execution's id as the submission answered it: 1 to 1024 bytes without
    ///                   control characters, and neither "." nor ".."; it is percent-encoded into
    ///                   one path segment
    ///
    /// Both are copied, which allocates only where they are longer than two UUIDs. Nothing is
    /// checked here: a call with an id outside these bounds ends with `errc::invalid_argument`
    /// before any byte is sent.
    cancel_sql_request(std::string_view cluster_id, std::string_view sql_id)
        : ids_(cluster_id, sql_id) {}

    /// @{
    /// What it was made with; valid as long as the request stays where it is and as it is.
    [[nodiscard]] std::string_view cluster_id() const noexcept { return ids_.cluster_id(); }
    [[nodiscard]] std::string_view sql_id() const noexcept { return ids_.sql_id(); }
    /// @}

    /// What is wrong with the ids, in a sentence that names the field but does not repeat the id;
    /// nothing where they are within their bounds. A call makes the same check.
    [[nodiscard]] MRS_EXPORT std::optional<std::string> problem() const;

private:
    detail::execution_ids ids_;
};

/// Whether both name the same execution.
MRS_EXPORT bool operator==(const cancel_sql_request& a, const cancel_sql_request& b) noexcept;

/// Prints its ids for logs: "cancel_sql_request{cluster, id}".
MRS_EXPORT std::ostream& operator<<(std::ostream& out, const cancel_sql_request& value);

/// The service's decision.
enum class cancel_status {
    none,    ///< There is no decision: only beside an error.
    succeed, ///< The service took the cancel, or the execution had already ended.
    failed,  ///< Cancelling an execution that is still running did not succeed.
};

/// "SUCCEED", "FAILED" or "NONE".
MRS_EXPORT std::string_view to_string(cancel_status status) noexcept;

/// The answer to a cancel.
///
/// SUCCEED neither says that the execution was running nor that it has stopped yet. FAILED is an
/// answer like SUCCEED, and no error: look at `status()`, or call `throw_if_failed()`.
class [[nodiscard]] cancel_sql_result {
public:
    /// No decision.
    cancel_sql_result() = default;

    /// No decision, but an error: what a completion handler receives beside its error code.
    explicit cancel_sql_result(std::shared_ptr<const diagnostics> info) noexcept
        : info_(std::move(info)) {}

    /// A decision.
    MRS_EXPORT cancel_sql_result(cancel_status status, std::string message);

    /// The decision.
    [[nodiscard]] cancel_status status() const noexcept { return status_; }
    /// Whether it is SUCCEED.
    [[nodiscard]] bool succeeded() const noexcept { return status_ == cancel_status::succeed; }
    /// Whether it is FAILED.
    [[nodiscard]] bool failed() const noexcept { return status_ == cancel_status::failed; }

    /// The service's own text, whole and in its language; empty where it sent none. Untrusted.
    [[nodiscard]] std::string_view message() const noexcept {
        return texts_ ? std::string_view(texts_->message) : std::string_view();
    }

    /// The HTTP status that carried the decision: 200, 400 or 500.
    [[nodiscard]] int http_status() const noexcept { return http_status_; }

    /// The answer's X-Request-Id: what the vendor's support asks for. Empty where it sent none.
    [[nodiscard]] std::string_view request_id() const noexcept {
        return texts_ ? std::string_view(texts_->request_id) : std::string_view();
    }

    /// Requests of which a byte may have left, the one that was answered included.
    [[nodiscard]] int attempts() const noexcept { return attempts_; }

    /// From the start of the call to its end; in a bulk run, from its first leave to be sent on.
    [[nodiscard]] std::chrono::nanoseconds elapsed() const noexcept { return elapsed_; }

    /// What is known of an error; null beside a decision.
    [[nodiscard]] const std::shared_ptr<const diagnostics>& info() const noexcept { return info_; }

    /// Throws where the service answered FAILED, and returns `*this` otherwise.
    /// @throws mrs::error with `errc::cancel_failed` and the service's message
    MRS_EXPORT const cancel_sql_result& throw_if_failed() const&;

private:
    friend class detail::access;

    struct texts {
        std::string message;
        std::string request_id;
    };

    void exchange(int http_status, std::string request_id, int attempts,
                  std::chrono::nanoseconds elapsed);

    cancel_status status_ = cancel_status::none;
    int http_status_ = 0;
    int attempts_ = 0;
    std::chrono::nanoseconds elapsed_{0};
    std::shared_ptr<const texts> texts_; ///< Shared, for a result is moved often; null for none.
    std::shared_ptr<const diagnostics> info_;
};

/// Whether both tell the same, of the exchange and its times too.
MRS_EXPORT bool operator==(const cancel_sql_result& a, const cancel_sql_result& b) noexcept;

/// Prints the decision and the message, or the diagnostics, in one line of ASCII.
MRS_EXPORT std::ostream& operator<<(std::ostream& out, const cancel_sql_result& value);

} // namespace mrs

/// @cond
template<>
struct std::hash<mrs::cancel_sql_request> {
    MRS_EXPORT std::size_t operator()(const mrs::cancel_sql_request& value) const noexcept;
};
template<>
struct std::hash<mrs::cancel_sql_result> {
    MRS_EXPORT std::size_t operator()(const mrs::cancel_sql_result& value) const noexcept;
};
/// @endcond

#endif
