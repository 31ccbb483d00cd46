// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_API_ANSWER_HPP
#define MRS_API_ANSWER_HPP

#include "api/answer_fields.hpp"
#include "pacing/retry_policy.hpp"

#include <mrs/error.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace mrs::api {

/// What the service decided, as far as the attempts of a call need it. What it said beside that is
/// its operation's.
enum class decision : std::uint8_t {
    none,      ///< There is an error in its place.
    succeeded, ///< The call has its answer.
    failed,    ///< An answer too, but one that the caller may want tried again.
};

/// What an HTTP answer means: a decision, or an error and what may be done about it.
struct answer {
    api::decision decision = api::decision::none;
    std::string message; ///< The service's own text, whole.

    errc code{};                                   ///< The error; meaningless beside a decision.
    pacing::fault kind = pacing::fault::permanent; ///< Whether it may be tried again.
    bool refresh_credentials = false;              ///< New credentials may cure it.
    bool refused = false;     ///< The request was turned away: nothing was done about it.
    std::string service_code; ///< The service's error code.
    std::string detail;       ///< What went wrong, in words.

    [[nodiscard]] bool decided() const noexcept { return decision != api::decision::none; }
};

/// The meaning of an answer without a decision.
/// @param is_json    whether `fields` could parse the body
/// @param permission that the call needs
answer undecided_answer(int http_status, const answer_fields& fields, bool is_json,
                        std::string_view body, std::string_view permission);

} // namespace mrs::api

#endif
