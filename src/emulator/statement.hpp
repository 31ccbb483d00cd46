// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_STATEMENT_HPP
#define MRS_EMULATOR_STATEMENT_HPP

#include "database_image.hpp"
#include "processor_turns.hpp"
#include "sandbox.hpp"
#include "statement_text.hpp"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

struct sqlite3_stmt;

namespace mrs_emulator {

/// What is to be run.
struct submission {
    std::string text;
    statement_kind kind = statement_kind::query;
    catalogue_question question{}; ///< Of a catalogue statement.
    std::string archive_path{};    ///< Where the rows of a query go; nowhere if empty.
    bool keeps_rows = true;
};

/// How a statement ended. The rows are cut off at a bound, without ending the statement; their
/// cells are UTF-8.
struct statement_result {
    bool succeeded = false;
    std::string message; ///< Why it did not.
    std::vector<std::vector<std::optional<std::string>>> rows;
    std::size_t bytes = 0; ///< What the rows take, about.
};

/// How long what is done for a call before its answer may take, for which all who call wait.
constexpr std::chrono::milliseconds most_time_in_call(500);

/// One run of one SQL statement, in a database of its own that begins as the tables given.
class statement {
public:
    using time_point = std::chrono::steady_clock::time_point;

    explicit statement(std::shared_ptr<const submission> order, image_ptr tables = {})
        : order_(std::move(order)), tables_(std::move(tables)) {}

    /// What is wrong with it that shows before it runs; empty if nothing does. In place of a run,
    /// as a thread like others.
    std::string problem_by(time_point deadline) noexcept;

    /// Runs to the end, or until it is cancelled, in turns with the others. To be called once.
    statement_result run() noexcept;

    /// Runs to the end, or until the time given, as a thread like others. To be called once.
    statement_result run_until(time_point deadline) noexcept;

    /// The tables that a run has left. Throws std::runtime_error.
    [[nodiscard]] image_ptr tables_left() const { return take_image(connection_.get()); }

    /// Makes run() end soon, whether it has been called yet or not. Callable from any thread.
    void cancel() noexcept;

private:
    struct finalizer {
        void operator()(sqlite3_stmt* prepared) const noexcept;
    };
    using prepared_statement = std::unique_ptr<sqlite3_stmt, finalizer>;

    static int on_progress(void* self) noexcept;

    [[nodiscard]] bool must_stop() const;
    void take_turns();
    void open();
    prepared_statement prepare();
    std::string find_problem();
    statement_result execute() noexcept;
    statement_result step_through(sqlite3_stmt* prepared);

    std::shared_ptr<const submission> order_;
    image_ptr tables_;
    const stop_check must_stop_ = [this] { return must_stop(); };
    // Closed by the destructor only, so that cancel() never meets a connection that is going away.
    connection_ptr connection_;
    std::atomic<sqlite3*> interruptible_ = nullptr;
    std::atomic<bool> cancelled_ = false;
    std::optional<time_point> deadline_;
    processor_turns::taker turns_;
    std::optional<time_point> turn_ends_; ///< Once it has proved to be a long one.
};

} // namespace mrs_emulator

#endif
