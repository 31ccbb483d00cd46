// SPDX-License-Identifier: BSL-1.0
#include "fault_rule.hpp"

#include "duration.hpp"
#include "error_table.hpp"

#include <array>
#include <charconv>
#include <stdexcept>
#include <system_error>

namespace mrs_emulator {
namespace {

template<class Value>
struct named {
    std::string_view name;
    Value value;
};

constexpr std::array<named<fault_kind>, 11> kinds{{{"latency", fault_kind::latency},
                                                   {"status", fault_kind::status},
                                                   {"code", fault_kind::code},
                                                   {"failed", fault_kind::failed},
                                                   {"ignored", fault_kind::ignored},
                                                   {"reset", fault_kind::reset},
                                                   {"drop", fault_kind::drop},
                                                   {"stall", fault_kind::stall},
                                                   {"drip", fault_kind::drip},
                                                   {"framing", fault_kind::framing},
                                                   {"close", fault_kind::close}}};

constexpr std::array<named<framing_fault>, 5> framings{{{"short", framing_fault::short_body},
                                                        {"long", framing_fault::long_body},
                                                        {"chunk", framing_fault::bad_chunk},
                                                        {"garbage", framing_fault::garbage},
                                                        {"extra", framing_fault::extra_bytes}}};

constexpr std::array<named<std::optional<operation>>, 10> operations{
    {{"cancel", operation::cancel},
     {"submit", operation::submit},
     {"query", operation::query},
     {"result", operation::result},
     {"tokens", operation::tokens},
     {"projects", operation::projects},
     {"metadata_token", operation::metadata_token},
     {"metadata", operation::metadata},
     {"pod_identity", operation::pod_identity},
     {"any", std::nullopt}}};

[[noreturn]] void refuse(std::string_view name, std::string_view value, const char* expected) {
    throw std::invalid_argument(std::string(name) + ": '" + std::string(value) + "' is not " +
                                expected);
}

template<class Value, std::size_t Size>
Value look_up(const std::array<named<Value>, Size>& table, std::string_view name,
              std::string_view value, const char* expected) {
    for (const auto& entry : table)
        if (entry.name == value)
            return entry.value;
    refuse(name, value, expected);
}

template<class Number>
Number number(std::string_view name, std::string_view value) {
    Number result{};
    const char* const end = value.data() + value.size();
    const auto [rest, error] = std::from_chars(value.data(), end, result);
    if (error != std::errc() || rest != end)
        refuse(name, value, "a number");
    return result;
}

double probability(std::string_view value) {
    const double result = number<double>("probability", value);
    // Written so that a NaN is refused too.
    if (!(result >= 0 && result <= 1))
        refuse("probability", value, "between 0 and 1");
    return result;
}

std::chrono::microseconds duration(std::string_view name, std::string_view value) {
    const auto result = parse_duration(value);
    if (!result)
        refuse(name, value, "a duration such as 20ms");
    return *result;
}

unsigned status(std::string_view value) {
    const auto result = number<unsigned>("status", value);
    if (result < 200 || result > 599)
        refuse("status", value, "between 200 and 599");
    return result;
}

unsigned failed_status(std::string_view value) {
    const auto result = number<unsigned>("failed", value);
    if (result != 200 && result != 400 && result != 500)
        refuse("failed", value, "200, 400 or 500");
    return result;
}

std::string documented_code(std::string_view value) {
    if (!find_documented_error(value, edition::of_2025))
        refuse("code", value, "a documented error code such as 0177 or APIGW.0308");
    return std::string(value);
}

void set_value(fault_rule& rule, std::string_view name, std::string_view value) {
    switch (rule.kind) {
    case fault_kind::latency:
        rule.duration = duration(name, value);
        return;
    case fault_kind::status:
        rule.status = status(value);
        return;
    case fault_kind::failed:
        if (!value.empty())
            rule.status = failed_status(value);
        return;
    case fault_kind::code:
        rule.code = documented_code(value);
        return;
    case fault_kind::drip:
        rule.duration = std::chrono::milliseconds(number<std::uint16_t>(name, value));
        return;
    case fault_kind::framing:
        rule.framing = look_up(framings, name, value, "short, long, chunk, garbage or extra");
        return;
    case fault_kind::ignored:
    case fault_kind::reset:
    case fault_kind::drop:
    case fault_kind::stall:
    case fault_kind::close:
        if (!value.empty())
            refuse(name, value, "expected: this kind takes no value");
        return;
    }
}

void set_attribute(fault_rule& rule, std::string_view name, std::string_view value) {
    if (name == "probability") {
        rule.probability = probability(value);
    } else if (name == "sql_id") {
        rule.sql_id = std::string(value);
    } else if (name == "on") {
        rule.on =
            look_up(operations, name, value,
                    "cancel, submit, query, result, tokens, projects, metadata_token, metadata, "
                    "pod_identity or any");
        if (rule.kind == fault_kind::failed && rule.on && !is_sql_call(*rule.on))
            refuse(name, value, "a call that can answer FAILED");
        if (rule.kind == fault_kind::ignored && rule.on && *rule.on != operation::cancel)
            refuse(name, value, "a cancel");
    } else if (name == "count") {
        rule.remaining = number<std::uint64_t>(name, value);
    } else if (name == "retry_after") {
        rule.retry_after = number<std::uint32_t>(name, value);
    } else if (name == "before") {
        rule.before = number<unsigned>(name, value) != 0;
    } else if (name == "message") {
        rule.message = std::string(value);
    } else {
        throw std::invalid_argument("unknown attribute '" + std::string(name) + "'");
    }
}

struct field {
    std::string_view name;
    std::string_view value;
};

// Takes the first field off the text; a message reaches to the end, commas and all.
field take_field(std::string_view& text) {
    const bool is_message = text.substr(0, 8) == "message=";
    const std::size_t comma = is_message ? text.npos : text.find(',');
    const std::string_view whole = text.substr(0, comma);
    text = comma == text.npos ? std::string_view() : text.substr(comma + 1);
    const std::size_t equals = whole.find('=');
    return {whole.substr(0, equals),
            equals == whole.npos ? std::string_view() : whole.substr(equals + 1)};
}

} // namespace

fault_rule parse_fault_rule(std::string_view text) {
    fault_rule rule;
    rule.text = std::string(text);
    rule.on = operation::cancel;
    const field head = take_field(text);
    rule.kind = look_up(kinds, "fault", head.name, "a known kind");
    set_value(rule, head.name, head.value);
    while (!text.empty()) {
        const field attribute = take_field(text);
        set_attribute(rule, attribute.name, attribute.value);
    }
    return rule;
}

} // namespace mrs_emulator
