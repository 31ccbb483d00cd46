// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_SIGNATURE_HPP
#define MRS_EMULATOR_SIGNATURE_HPP

#include "http_message.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mrs_emulator {

/// What an Authorization header of SDK-HMAC-SHA256 says.
struct authorization {
    std::string access;
    std::vector<std::string> signed_headers; ///< Lower-case, sorted, each once.
    std::string signature;                   ///< 64 lower-case hexadecimal digits.

    [[nodiscard]] bool covers(std::string_view lower_case_name) const;
};

/// Reads `SDK-HMAC-SHA256 Access=…, SignedHeaders=a;b, Signature=…`; nothing if the text is not of
/// this form.
std::optional<authorization> parse_authorization(std::string_view text);

/// The request in the form that is signed; nothing if it does not have each signed header once, or
/// its target cannot be read.
std::optional<std::string> canonical_request(const http_request& request,
                                             const std::vector<std::string>& signed_headers);

/// `date` is the value of X-Sdk-Date.
std::string signature_of(std::string_view canonical, std::string_view date,
                         std::string_view secret);

} // namespace mrs_emulator

#endif
