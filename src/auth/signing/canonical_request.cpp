// SPDX-License-Identifier: BSL-1.0
#include "auth/signing/canonical_request.hpp"

#include <boost/url/encode.hpp>
#include <boost/url/pct_string_view.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>

#include <algorithm>
#include <utility>
#include <vector>

namespace mrs::auth {

namespace urls = boost::urls;

namespace {

std::string decoded(std::string_view part) {
    const auto valid =
        urls::make_pct_string_view(boost::core::string_view(part.data(), part.size()));
    return valid ? valid->decode() : std::string(part);
}

std::string encoded(std::string_view text) {
    return urls::encode(text, urls::unreserved_chars);
}

void append_number(std::string& text, unsigned value, std::size_t digits) {
    const std::string number = std::to_string(value);
    text.append(digits - std::min(number.size(), digits), '0');
    text += number;
}

} // namespace

std::string canonical_path(std::string_view path) {
    constexpr auto kept = urls::unreserved_chars + '/';
    const bool plain = std::all_of(path.begin(), path.end(), kept);
    std::string result = plain ? std::string(path) : urls::encode(decoded(path), kept);
    if (!result.ends_with('/'))
        result += '/';
    return result;
}

std::string canonical_query(std::string_view query) {
    std::vector<std::pair<std::string, std::string>> parameters;
    while (!query.empty()) {
        const auto end = std::min(query.find('&'), query.size());
        const std::string_view one = query.substr(0, end);
        const auto equals = std::min(one.find('='), one.size());
        if (!one.empty())
            parameters.emplace_back(decoded(one.substr(0, equals)),
                                    decoded(one.substr(std::min(equals + 1, one.size()))));
        query.remove_prefix(std::min(end + 1, query.size()));
    }
    std::sort(parameters.begin(), parameters.end());
    std::string result;
    for (const auto& [name, value] : parameters)
        result.append(result.empty() ? "" : "&")
            .append(encoded(name))
            .append("=")
            .append(encoded(value));
    return result;
}

std::string sdk_date(std::chrono::sys_seconds time) {
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(time - day);
    std::string text;
    append_number(text, static_cast<unsigned>(static_cast<int>(date.year())), 4);
    append_number(text, static_cast<unsigned>(date.month()), 2);
    append_number(text, static_cast<unsigned>(date.day()), 2);
    text += 'T';
    append_number(text, static_cast<unsigned>(clock.hours().count()), 2);
    append_number(text, static_cast<unsigned>(clock.minutes().count()), 2);
    append_number(text, static_cast<unsigned>(clock.seconds().count()), 2);
    return text + 'Z';
}

} // namespace mrs::auth
