// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_BULK_END_HPP
#define MRS_BULK_END_HPP

#include <mrs/detail/worded.hpp>
#include <mrs/export.hpp>

#include <string_view>

namespace mrs {

/// Why a bulk run ended.
enum class bulk_end {
    complete,     ///< The source came to its end.
    stopped,      ///< `bulk_control::stop`, or a cancellation of the kind partial or total.
    aborted,      ///< `bulk_control::abort`, a terminal cancellation, or the client was closed.
    first_failed, ///< `bulk_options::fail_fast`.
    error_ratio,  ///< `bulk_options::max_error_ratio`.
    unauthorized, ///< The credentials, or the proxy's, were refused: no other request can fare
                  ///< better.
    deadline,     ///< `bulk_options::deadline` passed.
    unreachable,  ///< The service was away for as long as `bulk_options::outage_limit` says.
    refused,      ///< What is wrong for all: `bulk_options::stop_after_refusals`.
};

/// "complete", "stopped" and so on.
MRS_EXPORT std::string_view to_string(bulk_end end) noexcept;

} // namespace mrs

#endif
