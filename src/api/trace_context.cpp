// SPDX-License-Identifier: BSL-1.0
#include "api/trace_context.hpp"

#include <algorithm>
#include <cstddef>

namespace mrs::api {

namespace {

constexpr std::size_t max_tracestate = 512;

bool is_hex(std::string_view text) noexcept {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool is_zero(std::string_view text) noexcept {
    return text.find_first_not_of('0') == std::string_view::npos;
}

/// "00-TRACE-PARENT-FLAGS", with neither id zero.
bool is_traceparent(std::string_view text) noexcept {
    if (text.size() != 55 || !text.starts_with("00-") || text[35] != '-' || text[52] != '-')
        return false;
    const std::string_view trace = text.substr(3, 32);
    const std::string_view parent = text.substr(36, 16);
    return is_hex(trace) && is_hex(parent) && is_hex(text.substr(53)) && !is_zero(trace) &&
           !is_zero(parent);
}

} // namespace

problem check_trace_context(std::string_view traceparent, std::string_view tracestate) {
    if (!traceparent.empty() && !is_traceparent(traceparent))
        return "traceparent is not version 00 of W3C's Trace Context";
    if (tracestate.empty())
        return std::nullopt;
    if (traceparent.empty())
        return "tracestate needs a traceparent";
    if (tracestate.size() > max_tracestate)
        return "tracestate is longer than 512 characters";
    if (std::any_of(tracestate.begin(), tracestate.end(),
                    [](char c) { return c < 0x20 || c > 0x7e; }))
        return "tracestate has a character that is not visible ASCII";
    return std::nullopt;
}

} // namespace mrs::api
