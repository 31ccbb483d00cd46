// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_API_ERROR_BODY_HPP
#define MRS_API_ERROR_BODY_HPP

#include "api/json_fields.hpp"
#include "retry/retry_policy.hpp"

#include <mrs/error.hpp>

#include <string>
#include <string_view>

namespace mrs::api {

/// The service's or its gateway's own words about an error.
class service_error {
public:
    std::string code;
    std::string message;
    std::string request_id;

    [[nodiscard]] bool empty() const noexcept { return code.empty() && message.empty(); }
};

/// Reads any of the shapes that the vendor's services answer: `error_code`/`error_msg`,
/// `errorCode`/`errorMsg`, `code`/`message`, each also one level down.
service_error read_service_error(const json_fields& fields);

/// What an answer without a decision comes down to.
class verdict {
public:
    errc code = errc::unexpected_status;
    retry::fault kind = retry::fault::permanent;
    bool refresh_credentials = false;
    std::string advice; ///< A hint for people, or empty.
};

/// Source: the gateway's table of error codes, the MRS table of error codes, and RFC 9110.
verdict classify(int http_status, std::string_view service_code);

/// Whether an answer of this meaning shows that the request was turned away before anything was
/// done about it. Only that lets a request be repeated which must not be carried out twice.
///
/// A 4xx is the service's or its gateway's refusal, but for 408. A 5xx tells nothing: a gateway
/// says 502, 503 or 504 also when it has lost the service after it had handed the request on. The
/// exceptions are refused credentials, and APIGW.0613: the gateway could not ask IAM.
bool acted_on_nothing(int http_status, const verdict& meaning, std::string_view service_code);

} // namespace mrs::api

#endif
