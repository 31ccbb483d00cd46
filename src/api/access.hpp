// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_API_ACCESS_HPP
#define MRS_API_ACCESS_HPP

#include <chrono>
#include <string>
#include <utility>

namespace mrs::detail {

/// The library's way into results, which everybody else can only read.
class access {
public:
    template<typename Result>
    [[nodiscard]] static auto& fields(Result& of) noexcept {
        return of.fields_;
    }

    /// Adds what is known of the exchange that carried the answer.
    template<typename Result>
    static void exchange(Result& to, int http_status, std::string request_id, int attempts,
                         std::chrono::nanoseconds elapsed) {
        to.exchange(http_status, std::move(request_id), attempts, elapsed);
    }
};

} // namespace mrs::detail

#endif
