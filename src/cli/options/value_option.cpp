// SPDX-License-Identifier: BSL-1.0
#include "cli/options/value_option.hpp"

#include "cli/base/usage_error.hpp"
#include "cli/input/whole_number.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <string>
#include <system_error>

namespace mrs::cli {

std::uint64_t parse_count(std::string_view option, std::string_view text, std::uint64_t most) {
    const auto number = whole_number(text);
    if (!number || *number > most)
        throw usage_error(std::string(option) + " is no whole number from 0 to " +
                          std::to_string(most));
    return *number;
}

double parse_share(std::string_view option, std::string_view text) {
    double share = 0;
    const char* const end = text.data() + text.size();
    const auto [rest, ec] = std::from_chars(text.data(), end, share, std::chars_format::fixed);
    // Written so that NaN is refused too.
    if (ec != std::errc() || rest != end || !(share >= 0 && share <= 1))
        throw usage_error(std::string(option) + " is no number from 0 to 1, such as 0.05");
    return share;
}

std::size_t parse_choice(std::string_view option, std::string_view text,
                         std::initializer_list<std::string_view> names) {
    const auto* const found = std::find(names.begin(), names.end(), text);
    if (found != names.end())
        return static_cast<std::size_t>(std::distance(names.begin(), found));
    std::string list;
    for (const std::string_view name : names)
        list.append(list.empty() ? "" : ", ").append(name);
    throw usage_error(std::string(option) + " is none of " + list);
}

} // namespace mrs::cli
