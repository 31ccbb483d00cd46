// SPDX-License-Identifier: BSL-1.0
#include "statement.hpp"

#include "engine_memory.hpp"
#include "hexadecimal.hpp"
#include "text.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <exception>
#include <stdexcept>
#include <string_view>
#include <thread>
#include <unistd.h>
#include <utility>

namespace mrs_emulator {
namespace {

constexpr std::size_t max_rows = 1000;
constexpr std::size_t max_bytes = std::size_t(1024) * 1024;
constexpr int steps_between_checks = 1000;
constexpr std::int64_t max_memory = std::int64_t(64) * 1024 * 1024;

constexpr std::chrono::milliseconds turn_length(10);

// One for each processor, of all the statements of the process.
processor_turns& turns() {
    static processor_turns all(std::max(1U, std::thread::hardware_concurrency()));
    return all;
}

// Gives its turn back at the end.
struct turn_ender {
    processor_turns::taker& who;
    ~turn_ender() { turns().give_back(who); }
};

// From here on the thread leaves most of the time to whoever else wants it. Not all, as a thread of
// the idle class does, which nobody but the superuser can take out of it again.
void yield_to_others() noexcept {
    // Of the calling thread alone, in Linux; the result does not matter.
    errno = 0;
    static_cast<void>(nice(10));
}

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
    if (text == nullptr)
        return std::nullopt;
    const std::string_view value(static_cast<const char*>(text),
                                 static_cast<std::size_t>(sqlite3_column_bytes(prepared, column)));
    return is_blob ? hexadecimal(value) : valid_utf8(value);
}

// Keeps rows up to the bounds, and lets the others go by.
class row_collector {
public:
    row_collector(statement_result& result, bool keeps) : result_(result), full_(!keeps) {}

    void add(sqlite3_stmt* prepared) {
        if (full_ || result_.rows.size() == max_rows)
            return;
        std::vector<std::optional<std::string>> row;
        for (int column = 0; column < sqlite3_column_count(prepared) && !full_; ++column) {
            row.push_back(column_text(prepared, column));
            result_.bytes += sizeof(row.back()) + (row.back() ? row.back()->size() : 0);
            full_ = result_.bytes > max_bytes;
        }
        if (!full_)
            result_.rows.push_back(std::move(row));
    }

private:
    statement_result& result_;
    bool full_;
};

} // namespace

void statement::finalizer::operator()(sqlite3_stmt* prepared) const noexcept {
    sqlite3_finalize(prepared);
}

void statement::cancel() noexcept {
    // The flag first: a run that opens its connection after this line reads the flag.
    cancelled_ = true;
    if (sqlite3* const connection = interruptible_)
        sqlite3_interrupt(connection);
    turns().let_through(turns_);
}

void statement::open() {
    connection_ = open_sandbox(order_->kind, tables_.get(), must_stop_);
    sqlite3_progress_handler(connection_.get(), steps_between_checks, &statement::on_progress,
                             this);
    interruptible_ = connection_.get();
}

// An interrupt that strikes while nothing runs is forgotten by SQLite; the flag is not.
bool statement::must_stop() const {
    return cancelled_ || (deadline_ && std::chrono::steady_clock::now() >= *deadline_);
}

int statement::on_progress(void* self) noexcept {
    auto& running = *static_cast<statement*>(self);
    if (!running.deadline_)
        running.take_turns();
    return running.must_stop() ? 1 : 0;
}

// Not before a statement has proved to be a long one.
void statement::take_turns() {
    if (!turn_ends_)
        yield_to_others();
    else if (!turns().is_wanted() || std::chrono::steady_clock::now() < *turn_ends_)
        return;
    turns().give_back(turns_);
    turns().take(turns_);
    turn_ends_ = std::chrono::steady_clock::now() + turn_length;
}

// Throws std::runtime_error with what is wrong with the statement.
statement::prepared_statement statement::prepare() {
    const catalogue_question& question = order_->question;
    const bool asks = order_->kind == statement_kind::catalogue;
    const std::string& text = asks ? question.sql : order_->text;
    sqlite3_stmt* raw = nullptr;
    const int code = sqlite3_prepare_v2(connection_.get(), text.data(),
                                        static_cast<int>(text.size()), &raw, nullptr);
    prepared_statement prepared(raw);
    if (code != SQLITE_OK)
        throw std::runtime_error(sqlite3_errmsg(connection_.get()));
    if (!prepared)
        throw std::runtime_error("The statement is empty");
    if (asks) {
        sqlite3_bind_text(raw, 1, question.argument.data(),
                          static_cast<int>(question.argument.size()), nullptr);
    }
    return prepared;
}

std::string statement::problem_by(time_point deadline) noexcept {
    deadline_ = deadline;
    const memory_allowance allowance(max_memory);
    try {
        return find_problem();
    } catch (const std::exception& error) {
        return error.what();
    }
}

std::string statement::find_problem() {
    open();
    const prepared_statement prepared = prepare();
    if (order_->question.missing.empty())
        return {};
    switch (sqlite3_step(prepared.get())) {
    case SQLITE_ROW:
        return {};
    case SQLITE_DONE:
        return order_->question.missing;
    default:
        return sqlite3_errmsg(connection_.get());
    }
}

statement_result statement::run() noexcept {
    return execute();
}

statement_result statement::run_until(time_point deadline) noexcept {
    deadline_ = deadline;
    return execute();
}

statement_result statement::execute() noexcept {
    const memory_allowance allowance(max_memory);
    const turn_ender ender{turns_};
    try {
        if (cancelled_)
            return cancellation();
        open();
        const prepared_statement prepared = prepare();
        return step_through(prepared.get());
    } catch (const std::exception& error) {
        return cancelled_ ? cancellation() : failure(error.what());
    }
}

statement_result statement::step_through(sqlite3_stmt* prepared) {
    statement_result result;
    row_collector rows(result, order_->keeps_rows);
    int code = sqlite3_step(prepared);
    while (code == SQLITE_ROW && !cancelled_) {
        rows.add(prepared);
        code = sqlite3_step(prepared);
    }
    if (code == SQLITE_INTERRUPT && deadline_)
        return failure("The statement took too long");
    if (code == SQLITE_INTERRUPT || code == SQLITE_ROW)
        return cancellation();
    if (code != SQLITE_DONE)
        return failure(sqlite3_errmsg(connection_.get()));
    result.succeeded = true;
    return result;
}

} // namespace mrs_emulator
