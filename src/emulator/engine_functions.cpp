// SPDX-License-Identifier: BSL-1.0
#include "engine_functions.hpp"

#include "database_image.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace mrs_emulator {
namespace {

// A text of 64 KiB is compared with such a pattern in less than a tenth of a second.
constexpr std::size_t longest_pattern = 1000;
constexpr std::size_t longest_text = 65536;

bool has_to_end(sqlite3_context* call) noexcept {
    const bool stops = (*static_cast<const stop_check*>(sqlite3_user_data(call)))();
    if (stops)
        sqlite3_result_error_code(call, SQLITE_INTERRUPT);
    return stops;
}

// The result of a call of which nothing else was said is a null.
bool has_null(int count, sqlite3_value** values) noexcept {
    return std::any_of(values, values + count, [](sqlite3_value* value) {
        return sqlite3_value_type(value) == SQLITE_NULL;
    });
}

const char* text_of(sqlite3_value* value) noexcept {
    const void* const text = sqlite3_value_text(value);
    return text != nullptr ? static_cast<const char*>(text) : "";
}

std::string_view view_of(sqlite3_value* value) noexcept {
    // The text has to be asked for before its size, which the conversion may change.
    const char* const text = text_of(value);
    return {text, static_cast<std::size_t>(sqlite3_value_bytes(value))};
}

// `text LIKE pattern ESCAPE escape` is like(pattern, text, escape).
void like(sqlite3_context* call, int count, sqlite3_value** values) noexcept {
    if (has_to_end(call))
        return;
    if (view_of(values[0]).size() > longest_pattern) {
        sqlite3_result_error(call, "LIKE or GLOB pattern too complex", -1);
        return;
    }
    if (has_null(count, values))
        return;
    unsigned escape = 0;
    if (count == 3) {
        const std::string_view text = view_of(values[2]);
        if (text.size() != 1 || text == "%" || text == "_") {
            sqlite3_result_error(call, "ESCAPE expression must be a character of ASCII", -1);
            return;
        }
        escape = static_cast<unsigned char>(text.front());
    }
    sqlite3_result_int(call, sqlite3_strlike(text_of(values[0]), text_of(values[1]), escape) == 0);
}

void replace(sqlite3_context* call, int count, sqlite3_value** values) noexcept {
    if (has_to_end(call) || has_null(count, values))
        return;
    const std::string_view text = view_of(values[0]);
    const std::string_view wanted = view_of(values[1]);
    const std::string_view other = view_of(values[2]);
    std::string result;
    std::size_t start = 0;
    while (!wanted.empty()) {
        const std::size_t found = text.find(wanted, start);
        if (found == text.npos || result.size() > longest_text)
            break;
        result.append(text, start, found - start).append(other);
        start = found + wanted.size();
    }
    result.append(text, start);
    sqlite3_result_text64(call, result.data(), result.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
}

// SQLite's own compares each character of the one text with each of the other, and takes seconds.
void refuse_characters(sqlite3_context* call, int /*count*/, sqlite3_value** /*values*/) noexcept {
    sqlite3_result_error(call, "trim() with characters is not supported", -1);
}

struct own_function {
    const char* name;
    int values;
    void (*body)(sqlite3_context*, int, sqlite3_value**);
};

constexpr std::array<own_function, 6> own_functions{{{"like", 2, like},
                                                     {"like", 3, like},
                                                     {"replace", 3, replace},
                                                     {"trim", 2, refuse_characters},
                                                     {"ltrim", 2, refuse_characters},
                                                     {"rtrim", 2, refuse_characters}}};

} // namespace

void replace_slow_functions(sqlite3* connection, const stop_check& must_stop) {
    constexpr int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
    for (const auto& [name, values, body] : own_functions) {
        require_success(sqlite3_create_function_v2(connection, name, values, flags,
                                                   const_cast<stop_check*>(&must_stop), body,
                                                   nullptr, nullptr, nullptr));
    }
}

} // namespace mrs_emulator
