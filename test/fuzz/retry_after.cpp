// SPDX-License-Identifier: BSL-1.0
// A Retry-After and the answer's Date, a line each.
#include "api/retry_after.hpp"

#include "api/http_date.hpp"
#include "fuzz.hpp"

#include <string>

using fuzz::require;
using namespace std::chrono_literals;

namespace {

bool is_number(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const fuzz::input given(data, size);
    const auto line_end = std::min(given.rest().find('\n'), given.rest().size());
    const std::string_view text = given.rest().substr(0, line_end);
    const std::string_view after = given.rest().substr(line_end);
    const auto date = mrs::api::parse_http_date(after.substr(after.empty() ? 0 : 1));
    const auto until = mrs::api::parse_http_date(text);

    const auto wait = mrs::api::parse_retry_after(text, date);
    require(!wait || (*wait >= 0s && *wait <= 24h), "a wait is at most a day");
    require(wait.has_value() == (is_number(text) || (until && date)),
            "a wait is a number, or a date beside a date");
    if (until && date && *until > *date && *until - *date <= 24h)
        require(wait == *until - *date, "a date is measured by the server's clock");
    if (is_number(text))
        require(mrs::api::parse_retry_after("0" + std::string(text), date) == wait,
                "leading zeros say nothing");
    return 0;
}
