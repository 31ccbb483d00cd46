// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_SQL_EXECUTION_HPP
#define MRS_SQL_EXECUTION_HPP

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
#include <vector>

namespace mrs {

namespace detail {
class access;
}

/// Where an execution stands.
enum class sql_state {
    none,   ///< Nothing is known: only beside an error.
    queued, ///< This one and the next five are the engine's, on the way to `finished`.
    waiting_for_resources,
    planning,
    starting,
    running,
    finishing,
    finished, ///< It has ended, and has its result.
    failed,   ///< It has ended without a result; cancelled ones too.
    unknown,  ///< A word that is not documented; `sql_execution::state_text` keeps it.
};

/// The service's own word, such as "WAITING_FOR_RESOURCES"; "NONE" and "UNKNOWN" are ours.
MRS_EXPORT std::string_view to_string(sql_state state) noexcept;

/// Whether an execution in this state has ended.
[[nodiscard]] constexpr bool has_ended(sql_state state) noexcept {
    return state == sql_state::finished || state == sql_state::failed;
}

/// The cells of one row; a null cell holds nothing.
using sql_row = std::vector<std::optional<std::string>>;

/// What the service tells of an execution: the answer to a submission and to a query.
///
/// A state of FAILED is an answer like the others, and no error. All texts are the service's or
/// the database's, and not to be trusted.
class [[nodiscard]] sql_execution {
public:
    /// Nothing is known.
    sql_execution() = default;

    /// An error: what a completion handler receives beside its error code.
    explicit sql_execution(std::shared_ptr<const diagnostics> info) noexcept {
        fields_.info = std::move(info);
    }

    /// The execution's id. The service makes one for select, show and desc only, so that no other
    /// statement can be cancelled; empty then.
    [[nodiscard]] const std::string& id() const noexcept { return fields_.id; }
    /// Where it stands.
    [[nodiscard]] sql_state state() const noexcept { return fields_.state; }
    /// The state in the service's own word.
    [[nodiscard]] const std::string& state_text() const noexcept { return fields_.state_text; }
    /// Whether it has ended, as `finished` or `failed`.
    [[nodiscard]] bool ended() const noexcept { return has_ended(fields_.state); }
    /// Why it failed, for example.
    [[nodiscard]] const std::string& message() const noexcept { return fields_.message; }
    /// The statement, as the service repeats it.
    [[nodiscard]] const std::string& statement() const noexcept { return fields_.statement; }
    /// Where the rows of a select are, as a CSV file in OBS: `obs://bucket/path`. The service puts
    /// them there if `execute_sql_request::archive_path` asks for it, and this client does not read
    /// it. Empty for other statements.
    [[nodiscard]] const std::string& result_location() const noexcept {
        return fields_.result_location;
    }
    /// The result's rows, of show, desc and the like: those of a select are never here, but behind
    /// `result_location`. Early editions of the service answer a flat list; each of its items is a
    /// row of one cell here.
    [[nodiscard]] const std::vector<sql_row>& content() const noexcept { return fields_.content; }

    /// The HTTP status that carried the answer: 200, or 400 or 500 beside FAILED.
    [[nodiscard]] int http_status() const noexcept { return fields_.http_status; }
    /// The answer's X-Request-Id; empty where it sent none.
    [[nodiscard]] const std::string& request_id() const noexcept { return fields_.request_id; }
    /// Requests of which a byte may have left, the one that was answered included.
    [[nodiscard]] int attempts() const noexcept { return fields_.attempts; }
    /// From the start of the call to its end.
    [[nodiscard]] std::chrono::nanoseconds elapsed() const noexcept { return fields_.elapsed; }
    /// What is known of an error; null beside an answer.
    [[nodiscard]] const std::shared_ptr<const diagnostics>& info() const noexcept {
        return fields_.info;
    }

private:
    friend class detail::access;

    struct fields {
        std::string id;
        std::string state_text;
        std::string message;
        std::string statement;
        std::string result_location;
        std::vector<sql_row> content;
        std::string request_id;
        std::shared_ptr<const diagnostics> info;
        std::chrono::nanoseconds elapsed{0};
        sql_state state = sql_state::none;
        int http_status = 0;
        int attempts = 0;
    };

    fields fields_;
};

/// Whether both tell the same, of the exchange and its times too.
MRS_EXPORT bool operator==(const sql_execution& a, const sql_execution& b) noexcept;

/// Prints id, state and message, or the diagnostics, in one line of ASCII: no statement, no rows.
MRS_EXPORT std::ostream& operator<<(std::ostream& out, const sql_execution& value);

} // namespace mrs

/// @cond
template<>
struct std::hash<mrs::sql_execution> {
    MRS_EXPORT std::size_t operator()(const mrs::sql_execution& value) const noexcept;
};
/// @endcond

#endif
