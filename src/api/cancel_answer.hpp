// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_API_CANCEL_ANSWER_HPP
#define MRS_API_CANCEL_ANSWER_HPP

#include "retry/retry_policy.hpp"

#include <mrs/cancel_sql.hpp>
#include <mrs/error.hpp>

#include <string>
#include <string_view>

namespace mrs::api {

/// What an HTTP answer means: a decision, or an error and what may be done about it.
class answer {
public:
    /// `cancel_status::none` for an error.
    cancel_status status = cancel_status::none;
    std::string message; ///< The service's own text, whole.

    errc code{};                                 ///< The error; meaningless beside a decision.
    retry::fault kind = retry::fault::permanent; ///< Whether it may be tried again.
    bool refresh_credentials = false;            ///< New credentials may cure it.
    std::string service_code;                    ///< The service's error code.
    std::string detail;                          ///< What went wrong, in words.

    [[nodiscard]] bool decided() const noexcept { return status != cancel_status::none; }
};

/// Decodes the answer to a cancel. The body decides before the HTTP status does.
///
/// Source: the MRS v2 API; FAILED comes with 500 in its first edition and with 400 in later ones.
answer decode_cancel_answer(int http_status, std::string_view body);

} // namespace mrs::api

#endif
