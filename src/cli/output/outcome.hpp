// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_OUTPUT_OUTCOME_HPP
#define MRS_CLI_OUTPUT_OUTCOME_HPP

#include <mrs/bulk.hpp>
#include <mrs/cancel_sql.hpp>
#include <mrs/error.hpp>

#include <cstdint>
#include <string>

namespace mrs::cli {

/// What became of one id.
class outcome {
public:
    outcome() = default;
    explicit outcome(const bulk_outcome& one);

    std::uint64_t index = 0; ///< Its place in the order of sending, counted from 0.
    std::string cluster;
    std::string id;
    error_code error; ///< None beside a decision.
    cancel_sql_result result;

    /// Whether a request of it may have reached the service.
    [[nodiscard]] bool tried() const noexcept {
        return !error || (result.info() && result.info()->attempts > 0);
    }
};

/// What an outcome means for the exit status and for the next run.
enum class outcome_kind {
    succeeded,
    failed,       ///< The service answered FAILED.
    unknown,      ///< The service knows no such execution, and never will again.
    refused,      ///< The id was refused before anything was sent.
    unauthorized, ///< The credentials were refused or do not permit the call.
    unanswered,   ///< Running it again may help.
    not_tried,    ///< The run ended before a request of it was sent.
};

outcome_kind kind_of(const outcome& one) noexcept;

/// Whether the service has answered this id for good, so that it need never be sent again. Other
/// errors may go away: a 403 or another 4xx with the configuration, the rest with time.
bool is_answer(outcome_kind kind) noexcept;

} // namespace mrs::cli

#endif
