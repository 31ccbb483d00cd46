// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_AUTH_SIGNING_SIGNER_HPP
#define MRS_AUTH_SIGNING_SIGNER_HPP

#include "auth/signing/digest.hpp"

#include <mrs/access_key.hpp>

#include <chrono>
#include <string>
#include <string_view>

namespace mrs::auth {

/// The signed header fields that all requests of a client have alike. An empty one is not signed.
struct signed_fields {
    std::string host;
    std::string content_type;
    std::string project_id; ///< The header X-Project-Id, which the signer itself writes.
};

/// Signs requests with one access key: the vendor's SDK-HMAC-SHA256. What does not change from one
/// request to the next is made ready once.
class signer {
public:
    /// @param key of a usable identity
    signer(const access_key& key, const signed_fields& fields);

    /// Appends the header lines that sign this request, each with its line end.
    /// @param target as it goes on the wire, percent-encoded
    /// @param now    the time by the service's clock
    void append_headers(std::string& request, std::string_view method, std::string_view target,
                        std::string_view body, std::chrono::sys_seconds now);

private:
    hex_digest request_hash(std::string_view method, std::string_view target,
                            std::string_view body);

    digester digester_;
    std::string before_date_; ///< The canonical headers up to the date.
    secret after_date_;       ///< And from there on to the body's hash; has the security token.
    std::string first_lines_; ///< What the request carries before its date,
    secret last_lines_;       ///< and after it, up to the signature.
    hex_digest empty_hash_;
    std::string date_;
    std::chrono::sys_seconds date_at_;
};

} // namespace mrs::auth

#endif
