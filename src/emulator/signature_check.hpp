// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_SIGNATURE_CHECK_HPP
#define MRS_EMULATOR_SIGNATURE_CHECK_HPP

#include "access_keys.hpp"
#include "http_message.hpp"
#include "lockout.hpp"
#include "signature.hpp"
#include "utc_time.hpp"

#include <array>
#include <cstddef>
#include <string_view>

namespace mrs_emulator {

enum class signature_verdict {
    verified,
    malformed,      ///< No Authorization header of the known form.
    not_covered,    ///< A header that has to be signed is not, or one that is signed is missing.
    unknown_key,    //
    locked,         ///< After five wrong secrets in a row.
    skewed,         ///< X-Sdk-Date is no date, or more than 15 minutes off.
    key_expired,    //
    security_token, ///< Missing or wrong.
    mismatch        ///< The signature is another one.
};

inline constexpr std::array<std::string_view, 9> verdict_names{
    "verified", "malformed",   "not_covered",    "unknown_key", "locked",
    "skewed",   "key_expired", "security_token", "mismatch"};

/// Checks the signature of a request as it was received. What is wrong with the secrets counts
/// towards the lock; a wrong date does not, or a client whose clock is off would lock its key.
signature_verdict check_signature(const http_request& request, const access_keys& keys,
                                  lockout& locks, utc_time now);

/// The gateway's answer to a request that is not verified.
http_answer refuse_signature(signature_verdict verdict, const http_request& request, utc_time now);

} // namespace mrs_emulator

#endif
