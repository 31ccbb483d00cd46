// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_API_HTTP_DATE_HPP
#define MRS_API_HTTP_DATE_HPP

#include <chrono>
#include <optional>
#include <string_view>

namespace mrs::api {

/// Reads an IMF-fixdate such as "Tue, 24 Nov 2026 06:15:00 GMT", the one form that RFC 9110 lets a
/// server write.
std::optional<std::chrono::sys_seconds> parse_http_date(std::string_view text) noexcept;

} // namespace mrs::api

#endif
