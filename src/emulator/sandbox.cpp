// SPDX-License-Identifier: BSL-1.0
#include "sandbox.hpp"

#include "engine_memory.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace mrs_emulator {
namespace {

// What one call of a function may work on, since it cannot be interrupted: the slowest ones (instr,
// replace, LIKE) take the product of two of these.
constexpr std::array<std::pair<int, int>, 5> limits{{{SQLITE_LIMIT_LENGTH, 65536},
                                                     {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1000},
                                                     {SQLITE_LIMIT_ATTACHED, 0},
                                                     {SQLITE_LIMIT_WORKER_THREADS, 0},
                                                     {SQLITE_LIMIT_VDBE_OP, 100000}}};

// Those that reach beyond the database.
constexpr std::array<std::string_view, 6> denied_functions{
    "edit", "fts3_tokenizer", "load_extension", "readfile", "sqlite_log", "writefile"};

bool is_denied(const char* function) noexcept {
    return function == nullptr ||
           std::any_of(denied_functions.begin(), denied_functions.end(),
                       [function](std::string_view denied) {
                           return sqlite3_stricmp(function, denied.data()) == 0;
                       });
}

// Lets through what queries and statements on tables are made of, and nothing else.
int authorize(void* /*unused*/, int action, const char* /*first*/, const char* second,
              const char* /*database*/, const char* /*trigger*/) noexcept {
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_RECURSIVE:
    case SQLITE_CREATE_INDEX: // Of a primary key.
    case SQLITE_CREATE_TABLE:
    case SQLITE_CREATE_VIEW:
    case SQLITE_DROP_TABLE:
    case SQLITE_DROP_VIEW:
    case SQLITE_INSERT:
    case SQLITE_UPDATE:
    case SQLITE_DELETE:
        return SQLITE_OK;
    case SQLITE_FUNCTION:
        return is_denied(second) ? SQLITE_DENY : SQLITE_OK;
    default:
        return SQLITE_DENY;
    }
}

// SQLite's own compares each character of the one text with each of the other, and takes seconds.
void refuse_characters(sqlite3_context* call, int /*count*/, sqlite3_value** /*values*/) noexcept {
    sqlite3_result_error(call, "trim() with characters is not supported", -1);
}

void require(int code) {
    if (code != SQLITE_OK) {
        throw std::runtime_error(sqlite3_errstr(code));
    }
}

} // namespace

void connection_closer::operator()(sqlite3* connection) const noexcept {
    sqlite3_close_v2(connection);
}

connection_ptr open_sandbox() {
    bound_engine_memory();
    constexpr int flags =
        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY | SQLITE_OPEN_NOMUTEX;
    sqlite3* raw = nullptr;
    const int code = sqlite3_open_v2(":memory:", &raw, flags, nullptr);
    connection_ptr connection(raw);
    require(code);
    // What is sorted or kept for later may not go to a file either.
    require(sqlite3_exec(raw, "PRAGMA temp_store = MEMORY", nullptr, nullptr, nullptr));
    require(sqlite3_db_config(raw, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr));
    for (const auto& [limit, value] : limits) {
        sqlite3_limit(raw, limit, value);
    }
    for (const char* const name : {"trim", "ltrim", "rtrim"}) {
        require(sqlite3_create_function_v2(raw, name, 2, SQLITE_UTF8, nullptr, refuse_characters,
                                           nullptr, nullptr, nullptr));
    }
    require(sqlite3_set_authorizer(raw, authorize, nullptr));
    return connection;
}

} // namespace mrs_emulator
