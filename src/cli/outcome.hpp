// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_OUTCOME_HPP
#define MRS_CLI_OUTCOME_HPP

#include <mrs/cancel_sql.hpp>
#include <mrs/error.hpp>

#include <string>

namespace mrs::cli {

/// What became of one id.
struct outcome {
    std::string id;
    error_code error;
    cancel_sql_result result;
};

/// What an outcome means for the exit status.
enum class outcome_kind { succeeded, failed, refused, unauthorized, unanswered };

outcome_kind kind_of(const outcome& one) noexcept;

/// The outcome's line on standard output, with its end.
std::string to_line(const outcome& one);

} // namespace mrs::cli

#endif
