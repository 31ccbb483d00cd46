// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_NET_RESPONSE_HPP
#define MRS_NET_RESPONSE_HPP

#include "api/http_date.hpp"

#include <mrs/secret.hpp>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>

namespace mrs::net {

/// What is kept of an HTTP answer.
struct response {
    int status = 0;
    std::string body;
    std::string request_id;                          ///< X-Request-Id
    secret subject_token;                            ///< X-Subject-Token: a token that IAM gives.
    std::string retry_after;                         ///< The first Retry-After, as it came.
    std::string date_text;                           ///< Date, as it came.
    bool aged = false;                               ///< It has an Age: it comes from a cache.
    std::optional<std::chrono::seconds> server_idle; ///< `Keep-Alive: timeout=N`
    std::optional<std::size_t> server_uses;          ///< `Keep-Alive: max=N`: how many may follow.
    bool reusable = false;                           ///< The connection may carry another request.

    /// The Date, where it is one; that of an answer out of a cache tells nothing of the time. Read
    /// on demand, for hardly any answer is asked for it.
    [[nodiscard]] std::optional<std::chrono::sys_seconds> date() const {
        return aged ? std::nullopt : api::parse_http_date(date_text);
    }

    /// Frees what an unusually large body took.
    void shrink() noexcept {
        constexpr std::size_t usual = 65'536;
        if (body.capacity() > usual)
            body = std::string();
    }

    /// Ready for the next answer; memory is kept.
    void clear() noexcept {
        status = 0;
        body.clear();
        request_id.clear();
        subject_token = secret();
        retry_after.clear();
        date_text.clear();
        aged = false;
        server_idle.reset();
        server_uses.reset();
        reusable = false;
    }
};

} // namespace mrs::net

#endif
