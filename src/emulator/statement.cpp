// SPDX-License-Identifier: BSL-1.0
#include "statement.hpp"

#include "hexadecimal.hpp"

#include <sqlite3.h>

#include <exception>
#include <sched.h>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace mrs_emulator {
namespace {

constexpr std::size_t max_rows = 1000;
constexpr std::size_t max_bytes = std::size_t(1024) * 1024;
constexpr int steps_between_checks = 1000;

// From here on the thread gets only the time that nobody else wants. Where that is not permitted it
// stays as it is, so the result does not matter. Not by pthread_setschedparam, which holds a lock
// of the thread's at the moment when it may lose the processor for long.
void yield_to_others() noexcept {
    const sched_param parameters{};
    static_cast<void>(sched_setscheduler(0, SCHED_IDLE, &parameters));
}

struct finalizer {
    void operator()(sqlite3_stmt* prepared) const noexcept { sqlite3_finalize(prepared); }
};

using prepared_statement = std::unique_ptr<sqlite3_stmt, finalizer>;

statement_result failure(std::string message) {
    statement_result result;
    result.message = std::move(message);
    return result;
}

statement_result cancellation() {
    return failure("Query was canceled");
}

std::optional<std::string> column_text(sqlite3_stmt* prepared, int column) {
    const bool is_blob = sqlite3_column_type(prepared, column) == SQLITE_BLOB;
    // The text has to be asked for before its size, which the conversion may change.
    const void* const text = sqlite3_column_text(prepared, column);
    if (text == nullptr) {
        return std::nullopt;
    }
    const std::string_view value(static_cast<const char*>(text),
                                 static_cast<std::size_t>(sqlite3_column_bytes(prepared, column)));
    return is_blob ? hexadecimal(value) : std::string(value);
}

// Keeps rows up to the bounds, and lets the others go by.
class row_collector {
public:
    explicit row_collector(statement_result& result) : result_(result) {}

    void add(sqlite3_stmt* prepared) {
        if (full_ || result_.rows.size() == max_rows) {
            return;
        }
        std::vector<std::optional<std::string>> row;
        for (int column = 0; column < sqlite3_column_count(prepared); ++column) {
            row.push_back(column_text(prepared, column));
            bytes_ += row.back() ? row.back()->size() : 0;
        }
        full_ = bytes_ > max_bytes;
        if (!full_) {
            result_.rows.push_back(std::move(row));
        }
    }

private:
    statement_result& result_;
    std::size_t bytes_ = 0;
    bool full_ = false;
};

} // namespace

void statement::closer::operator()(sqlite3* connection) const noexcept {
    sqlite3_close_v2(connection);
}

void statement::cancel() noexcept {
    // The flag first: a run that opens its connection after this line reads the flag.
    cancelled_ = true;
    if (sqlite3* const connection = interruptible_) {
        sqlite3_interrupt(connection);
    }
}

void statement::open() {
    // Statistics of memory would put a lock around every allocation of every statement.
    static const int configured = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    static_cast<void>(configured);
    constexpr int flags =
        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY | SQLITE_OPEN_NOMUTEX;
    sqlite3* connection = nullptr;
    const int code = sqlite3_open_v2(":memory:", &connection, flags, nullptr);
    connection_.reset(connection);
    if (code != SQLITE_OK) {
        throw std::runtime_error(sqlite3_errstr(code));
    }
    // No statement may reach a file.
    sqlite3_limit(connection, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_progress_handler(connection, steps_between_checks, &statement::on_progress, this);
    interruptible_ = connection;
}

int statement::on_progress(void* self) noexcept {
    auto& running = *static_cast<statement*>(self);
    // Not before a statement has proved to be a long one: by then it has allocated what it needs,
    // and will hardly lose the processor while it holds a lock of the allocator.
    if (!std::exchange(running.yielding_, true)) {
        yield_to_others();
    }
    // An interrupt that strikes while nothing runs is forgotten by SQLite; the flag is not.
    return running.cancelled_ ? 1 : 0;
}

statement_result statement::execute() {
    open();
    sqlite3_stmt* raw = nullptr;
    const int prepare_code = sqlite3_prepare_v2(connection_.get(), text_.data(),
                                                static_cast<int>(text_.size()), &raw, nullptr);
    const prepared_statement prepared(raw);
    if (cancelled_) {
        return cancellation();
    }
    if (prepare_code != SQLITE_OK) {
        return failure(sqlite3_errmsg(connection_.get()));
    }
    if (!prepared) {
        return failure("The statement is empty");
    }
    statement_result result;
    const int code = step_through(prepared.get(), result);
    if (code == SQLITE_INTERRUPT || code == SQLITE_ROW) {
        return cancellation();
    }
    if (code != SQLITE_DONE) {
        return failure(sqlite3_errmsg(connection_.get()));
    }
    result.succeeded = true;
    return result;
}

int statement::step_through(sqlite3_stmt* prepared, statement_result& result) const {
    row_collector rows(result);
    int code = sqlite3_step(prepared);
    while (code == SQLITE_ROW && !cancelled_) {
        rows.add(prepared);
        code = sqlite3_step(prepared);
    }
    return code;
}

statement_result statement::run() noexcept {
    try {
        return cancelled_ ? cancellation() : execute();
    } catch (const std::exception& error) {
        return failure(error.what());
    }
}

} // namespace mrs_emulator
