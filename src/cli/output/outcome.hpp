// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_OUTPUT_OUTCOME_HPP
#define MRS_CLI_OUTPUT_OUTCOME_HPP

#include <mrs/bulk.hpp>
#include <mrs/cancel_sql.hpp>
#include <mrs/cancel_wait.hpp>
#include <mrs/error.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace mrs::cli {

/// What became of one id.
struct outcome {
    outcome() = default;
    explicit outcome(const bulk_outcome& one);

    std::uint64_t index = 0;  ///< Its place in the order of sending, counted from 0.
    std::uint64_t record = 0; ///< The number of its line in the journal; 0 where there is none.
    std::string cluster;
    std::string id;
    error_code error; ///< As `bulk_outcome` has these.
    cancel_sql_result result;
    std::shared_ptr<const cancel_wait_result> wait; ///< Null where nobody waited.
    bool sent = false;

    [[nodiscard]] const std::shared_ptr<const diagnostics>& info() const noexcept {
        return wait ? wait->info() : result.info();
    }
    /// Whether a request of it may have reached the service.
    [[nodiscard]] bool tried() const noexcept {
        return !error || result.status() != cancel_status::none || sent;
    }
};

/// What an outcome means for the exit status and for the next run.
enum class outcome_kind {
    succeeded,
    failed,        ///< The service answered FAILED.
    unknown,       ///< The service knows no such execution, and never will again.
    refused,       ///< The id was refused before anything was sent.
    unauthorized,  ///< The credentials were refused or do not permit the call.
    rejected,      ///< Refused for good: another command may fare better, the same will not.
    still_running, ///< The service took the cancel, but the execution was not seen to end.
    unanswered,    ///< Running it again may help.
    not_tried,     ///< The run ended before a request of it was sent.
};

outcome_kind kind_of(const outcome& one);

/// Whether the service has answered this id for good, so that it need never be sent again. Other
/// errors may go away: a 403 or another 4xx with the configuration, the rest with time.
bool is_answer(outcome_kind kind) noexcept;

/// What a run that waits for the end knows of it.
enum class end_kind {
    stopped,
    had_ended,
    still_running,
    failed,  ///< The service answered FAILED to the cancel.
    unknown, ///< The cancel or the queries have no answer.
};

/// Nothing where nobody waited.
std::optional<end_kind> end_of(const outcome& one) noexcept;

} // namespace mrs::cli

#endif
