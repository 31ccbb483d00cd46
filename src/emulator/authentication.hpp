// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_AUTHENTICATION_HPP
#define MRS_EMULATOR_AUTHENTICATION_HPP

#include "http_message.hpp"
#include "state.hpp"
#include "utc_time.hpp"

#include <optional>
#include <string>

namespace mrs_emulator {

/// Tells calls by somebody whom the emulator knows from the others. A call that has an
/// Authorization header stands by its signature, any other one by its token.
class authentication {
public:
    /// The given token is always good.
    authentication(std::string token, emulator_state& state);

    /// The gateway's answer to a call that is not authenticated.
    std::optional<http_answer> refusal(const http_request& request, utc_time now);

private:
    std::optional<http_answer> refuse_by_signature(const http_request& request, utc_time now);
    std::optional<http_answer> refuse_by_token(const http_request& request, utc_time now);

    std::string token_;
    emulator_state& state_;
};

} // namespace mrs_emulator

#endif
