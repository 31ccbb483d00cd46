// SPDX-License-Identifier: BSL-1.0
#include "sandbox.hpp"

#include "engine_memory.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace mrs_emulator {
namespace {

// What one call of a function may work on, and how many there may be in one row, since neither can
// be interrupted.
constexpr std::array<std::pair<int, int>, 4> engine_limits{{{SQLITE_LIMIT_LENGTH, 65536},
                                                            {SQLITE_LIMIT_ATTACHED, 0},
                                                            {SQLITE_LIMIT_WORKER_THREADS, 0},
                                                            {SQLITE_LIMIT_VDBE_OP, 25000}}};

// Those that reach beyond the database, and slow ones that Presto does not have.
constexpr std::array<std::string_view, 9> denied_functions{
    "edit",           "fts3_tokenizer", "glob",       "instr",    "json_patch",
    "load_extension", "readfile",       "sqlite_log", "writefile"};

bool is_denied(const char* function) noexcept {
    return function == nullptr ||
           std::any_of(denied_functions.begin(), denied_functions.end(),
                       [function](std::string_view denied) {
                           return sqlite3_stricmp(function, denied.data()) == 0;
                       });
}

// Lets through what queries are made of, and nothing else.
int authorize_query(void* /*unused*/, int action, const char* first, const char* second,
                    const char* /*database*/, const char* /*trigger*/) noexcept {
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_RECURSIVE:
        return SQLITE_OK;
    case SQLITE_UPDATE: // By json_each() where it declares its columns; nobody can change that
                        // table.
        return first == std::string_view("sqlite_master") ? SQLITE_OK : SQLITE_DENY;
    case SQLITE_FUNCTION:
        return is_denied(second) ? SQLITE_DENY : SQLITE_OK;
    default:
        return SQLITE_DENY;
    }
}

// Lets through what makes, fills and drops tables and views, too.
int authorize_change(void* unused, int action, const char* first, const char* second,
                     const char* database, const char* trigger) noexcept {
    switch (action) {
    case SQLITE_CREATE_INDEX: // Of a primary key.
    case SQLITE_CREATE_TABLE:
    case SQLITE_CREATE_VIEW:
    case SQLITE_DROP_TABLE:
    case SQLITE_DROP_VIEW:
    case SQLITE_INSERT:
    case SQLITE_UPDATE:
    case SQLITE_DELETE:
        return SQLITE_OK;
    default:
        return authorize_query(unused, action, first, second, database, trigger);
    }
}

connection_ptr open_in_memory() {
    constexpr int flags =
        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY | SQLITE_OPEN_NOMUTEX;
    sqlite3* raw = nullptr;
    const int code = sqlite3_open_v2(":memory:", &raw, flags, nullptr);
    connection_ptr connection(raw);
    require_success(code);
    return connection;
}

void confine(sqlite3* connection) {
    // What is sorted or kept for later may not go to a file either; 4 MiB of tables are enough.
    require_success(sqlite3_exec(connection,
                                 "PRAGMA temp_store = MEMORY; PRAGMA max_page_count = 1024",
                                 nullptr, nullptr, nullptr));
    require_success(sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr));
    for (const auto& [limit, value] : engine_limits)
        sqlite3_limit(connection, limit, value);
}

} // namespace

void connection_closer::operator()(sqlite3* connection) const noexcept {
    sqlite3_close_v2(connection);
}

connection_ptr open_sandbox(statement_kind kind, const database_image* image,
                            const stop_check& must_stop) {
    bound_engine_memory();
    connection_ptr connection = open_in_memory();
    if (image != nullptr)
        (kind == statement_kind::change ? copy_image : show_image)(connection.get(), *image);
    confine(connection.get());
    replace_slow_functions(connection.get(), must_stop);
    // What a catalogue's question says is the emulator's own.
    if (kind != statement_kind::catalogue) {
        require_success(sqlite3_set_authorizer(
            connection.get(), kind == statement_kind::change ? authorize_change : authorize_query,
            nullptr));
    }
    return connection;
}

} // namespace mrs_emulator
