// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_CLI_OUTCOMES_HPP
#define MRS_TEST_CLI_OUTCOMES_HPP

#include "api/access.hpp"
#include "cli/output/outcome.hpp"

#include <memory>
#include <string>
#include <utility>

/// An outcome of id "id" in cluster "c1": a decision without more.
inline mrs::cli::outcome decided(mrs::cancel_status status, std::string message = {},
                                 std::string id = "id") {
    mrs::cli::outcome one;
    one.cluster = "c1";
    one.id = std::move(id);
    one.result = mrs::cancel_sql_result(status, std::move(message));
    return one;
}

inline mrs::cli::outcome succeeded(std::string id = "id") {
    return decided(mrs::cancel_status::succeed, {}, std::move(id));
}

/// The same, of a run that waited for the end: how it ended and what the service told of it.
inline mrs::cli::outcome waited(mrs::wait_outcome end, mrs::sql_state state,
                                std::string message = {}) {
    mrs::cli::outcome one = succeeded();
    if (end == mrs::wait_outcome::not_cancelled)
        one.result = mrs::cancel_sql_result(mrs::cancel_status::failed, "not now");
    auto wait = std::make_shared<mrs::cancel_wait_result>();
    auto& fields = mrs::detail::access::fields(*wait);
    fields.cancel = one.result;
    fields.outcome = end;
    fields.state = state;
    fields.message = std::move(message);
    one.wait = std::move(wait);
    return one;
}

/// The same, cancelled, but with an error in place of its end.
inline mrs::cli::outcome lost_after_its_cancel(mrs::error_code error) {
    auto info = std::make_shared<mrs::diagnostics>();
    info->operation = "sql_result";
    mrs::cli::outcome one = succeeded();
    one.error = error;
    auto wait = std::make_shared<mrs::cancel_wait_result>();
    mrs::detail::access::fields(*wait).cancel = one.result;
    mrs::detail::access::fields(*wait).info = std::move(info);
    one.wait = std::move(wait);
    return one;
}

/// The same, an error after a number of attempts.
inline mrs::cli::outcome failed_with(mrs::error_code error, std::string detail = {},
                                     int attempts = 1) {
    auto info = std::make_shared<mrs::diagnostics>();
    info->operation = "cancel_sql";
    info->detail = std::move(detail);
    info->attempts = attempts;
    mrs::cli::outcome one = decided(mrs::cancel_status::none);
    one.error = error;
    one.sent = attempts > 0;
    one.result = mrs::cancel_sql_result(std::move(info));
    return one;
}

#endif
