// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_STATEMENT_HPP
#define MRS_EMULATOR_STATEMENT_HPP

#include "sandbox.hpp"

#include <atomic>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

struct sqlite3_stmt;

namespace mrs_emulator {

/// How a statement ended. The rows are cut off at a bound, without ending the statement; their
/// cells are UTF-8.
struct statement_result {
    bool succeeded = false;
    std::string message; ///< Why it did not.
    std::vector<std::vector<std::optional<std::string>>> rows;
    std::size_t bytes = 0; ///< What the rows take, about.
};

/// One run of one SQL statement, in an empty database in memory of its own.
class statement {
public:
    explicit statement(std::string text) : text_(std::move(text)) {}

    /// Runs to the end, or until it is cancelled. To be called once.
    statement_result run() noexcept;

    /// Makes run() end soon, whether it has been called yet or not. Callable from any thread.
    void cancel() noexcept;

    const std::string& text() const { return text_; }

private:
    static int on_progress(void* self) noexcept;

    void open();
    statement_result execute();
    int step_through(sqlite3_stmt* prepared, statement_result& result) const;

    std::string text_;
    // Closed by the destructor only, so that cancel() never meets a connection that is going away.
    connection_ptr connection_;
    std::atomic<sqlite3*> interruptible_ = nullptr;
    std::atomic<bool> cancelled_ = false;
    bool yielding_ = false;
};

} // namespace mrs_emulator

#endif
