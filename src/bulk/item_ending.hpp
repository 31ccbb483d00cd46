// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_BULK_ITEM_ENDING_HPP
#define MRS_BULK_ITEM_ENDING_HPP

#include "core/clock.hpp"

#include <mrs/cancel_sql.hpp>
#include <mrs/error.hpp>

#include <cstdint>
#include <memory>
#include <optional>

namespace mrs::bulk {

/// What the end of one call says of the others.
enum class meaning : std::uint8_t {
    succeeded,
    failed,         ///< Answered FAILED: the service works.
    own,            ///< An answer about this one alone, such as an unknown execution.
    local,          ///< Refused here, before anything was sent: says nothing of the service.
    refused,        ///< For good, and perhaps for all.
    unreachable,    ///< The way to the service is wrong, for good; or it was right before.
    broken,         ///< The service, the way to it or the credentials' source fails, for now.
    faltering,      ///< The same, or the request is at fault: it was sent and brought no answer.
    throttled,      ///< "Slow down".
    unauthorized,   ///< The credentials, or the proxy's, were refused.
    no_credentials, ///< Their source has none to give.
    called_off,     ///< Ended by the run before it was decided.
    closed,         ///< The client was closed.
};

/// How the call of one item ended.
struct item_ending {
    meaning kind = meaning::succeeded;
    bool sent = false; ///< A byte of a request may have reached the service.
    bool good = true;  ///< Nothing for `bulk_options::fail_fast` to stop at.
    error_code error;
    std::shared_ptr<const diagnostics> info;
    std::optional<duration> latency; ///< Of a cancel that its first try decided.
};

/// How far a call came.
struct call_course {
    bool sent = false;    ///< A byte of a request may have reached the service.
    bool one_try = false; ///< It was let go once only: its time is that of one answer.
};

/// What the end of a cancel says of the others.
item_ending ending_of(const error_code& ec, const cancel_sql_result& answer,
                      const call_course& course);

/// Whether the service, or its gateway, answered a request.
bool is_answer(const item_ending& one) noexcept;
/// Whether the service did its work, so that nothing is wrong for all.
bool is_proof(const item_ending& one) noexcept;

} // namespace mrs::bulk

#endif
