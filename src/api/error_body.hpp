// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_API_ERROR_BODY_HPP
#define MRS_API_ERROR_BODY_HPP

#include "api/answer_fields.hpp"
#include "pacing/retry_policy.hpp"

#include <mrs/error.hpp>

#include <string>
#include <string_view>

namespace mrs::api {

/// The service's or its gateway's own words about an error.
struct service_error {
    std::string code;
    std::string message;
    std::string request_id;

    [[nodiscard]] bool empty() const noexcept { return code.empty() && message.empty(); }
};

/// Reads what the vendor's services answer: a code as `error_code`, `errorCode` or `code`, a text
/// as `error_msg`, `errorMsg`, `message` or `msg`, in any pair, each also one level down.
service_error read_service_error(const answer_fields& fields);

/// What a JSON body says of a refused permission beside code and text, escaped: what its `details`
/// list, and the `encoded_authorization_message`, which the vendor's service STS decodes.
std::string read_denial(std::string_view body);

/// What an answer without a decision comes down to.
struct classification {
    errc code = errc::unexpected_status;
    pacing::fault kind = pacing::fault::permanent;
    bool refresh_credentials = false;
    /// The request was turned away before anything was done about it. Only that lets a request be
    /// repeated which must not be carried out twice.
    bool acted_on_nothing = false;
    std::string advice; ///< A hint for people, or empty.
};

/// The code's own meaning; where it has none, the HTTP status's, by RFC 9110.
classification classify(int http_status, std::string_view service_code);

} // namespace mrs::api

#endif
