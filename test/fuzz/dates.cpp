// SPDX-License-Identifier: BSL-1.0
// An HTTP date, or the vendor's ISO time: what is read and written again is the same.
#include "api/http_date.hpp"
#include "api/iso_time.hpp"
#include "fuzz.hpp"

#include <ctime>
#include <string>

using fuzz::require;

namespace {

std::string written(std::chrono::sys_seconds time, const char* format) {
    const std::time_t seconds = time.time_since_epoch().count();
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    std::array<char, 64> text{};
    return {text.data(), std::strftime(text.data(), text.size(), format, &parts)};
}

/// Years below 1000 have fewer digits here, and a leap second is the next minute's first.
bool comparable(std::string_view year, std::string_view second) {
    return year.front() != '0' && second != "60";
}

void check_http_date(std::string_view text) {
    const auto time = mrs::api::parse_http_date(text);
    if (!time)
        return;
    const std::string again = written(*time, "%a, %d %b %Y %H:%M:%S GMT");
    if (comparable(text.substr(12, 4), text.substr(23, 2)))
        require(again.substr(3) == text.substr(3), "an HTTP date is the date that it names");
}

void check_iso_time(std::string_view text) {
    const auto time = mrs::api::parse_iso_time(text);
    if (!time)
        return;
    const auto whole = std::chrono::floor<std::chrono::seconds>(*time);
    if (comparable(text.substr(0, 4), text.substr(17, 2)))
        require(written(whole, "%Y-%m-%dT%H:%M:%S") == text.substr(0, 19),
                "an ISO time is the time that it names");
    require(text.size() > 20 || *time == whole, "without a fraction there is none");
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const fuzz::input given(data, size);
    check_http_date(given.rest());
    check_iso_time(given.rest());
    return 0;
}
