// SPDX-License-Identifier: BSL-1.0
#include "observe/exposition.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>

namespace mrs::observe {

namespace {

void append_label(std::string& to, std::string_view name, std::string_view value) {
    if (!to.empty())
        to += ',';
    std::transform(name.begin(), name.end(), std::back_inserter(to),
                   [](char c) { return c == '.' ? '_' : c; });
    to += "=\"";
    for (const char c : value) {
        if (c == '\\' || c == '"')
            to += '\\';
        if (c == '\n')
            to += "\\n";
        else
            to += c;
    }
    to += '"';
}

std::string number(double value) {
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    return std::string(digits.data(), end);
}

} // namespace

std::string labels(std::initializer_list<std::pair<std::string_view, std::string_view>> all) {
    std::string text;
    for (const auto& [name, value] : all)
        append_label(text, name, value);
    return text;
}

std::string labels(const std::vector<telemetry::attribute>& all) {
    std::string text;
    for (const auto& one : all) {
        if (const auto* const words = std::get_if<std::string_view>(&one.value))
            append_label(text, one.name, *words);
        else
            append_label(text, one.name, std::to_string(std::get<std::int64_t>(one.value)));
    }
    return text;
}

void histogram::add(std::chrono::nanoseconds span) noexcept {
    const auto& bounds = telemetry::duration_bounds;
    const double seconds = std::chrono::duration<double>(span).count();
    const auto at = std::lower_bound(bounds.begin(), bounds.end(), seconds);
    ++counts_[static_cast<std::size_t>(at - bounds.begin())];
    sum_ += seconds;
}

exposition& exposition::family(std::string_view name, std::string_view type,
                               std::string_view help) {
    name_ = name;
    text_.append("# HELP ").append(name).append(" ").append(help).append("\n# TYPE ");
    text_.append(name).append(" ").append(type).append("\n");
    return *this;
}

exposition& exposition::sample(std::string_view with_labels, std::uint64_t value) {
    line("", with_labels, std::to_string(value));
    return *this;
}

exposition& exposition::sample(const std::string& with_labels, const histogram& value) {
    std::uint64_t count = 0;
    for (std::size_t i = 0; i < value.counts_.size(); ++i) {
        count += value.counts_[i];
        const bool last = i == telemetry::duration_bounds.size();
        std::string bucket = with_labels;
        append_label(bucket, "le", last ? "+Inf" : number(telemetry::duration_bounds[i]));
        line("_bucket", bucket, std::to_string(count));
    }
    line("_sum", with_labels, number(value.sum_));
    line("_count", with_labels, std::to_string(count));
    return *this;
}

void exposition::line(std::string_view suffix, std::string_view with_labels,
                      std::string_view value) {
    text_.append(name_).append(suffix);
    if (!with_labels.empty())
        text_.append("{").append(with_labels).append("}");
    text_.append(" ").append(value).append("\n");
}

} // namespace mrs::observe
