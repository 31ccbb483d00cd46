// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_INPUT_INTAKE_HPP
#define MRS_CLI_INPUT_INTAKE_HPP

#include "cli/input/file_state.hpp"
#include "cli/input/input_source.hpp"
#include "cli/input/known_rows.hpp"
#include "cli/input/row.hpp"
#include "cli/input/row_key.hpp"
#include "cli/input/row_parser.hpp"
#include "cli/input/row_queue.hpp"
#include "cli/input/shard.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mrs::cli {

/// What an intake makes of the rows.
struct intake_options {
    std::string cluster; ///< Of rows that name none.
    field_names fields;  ///< Of CSV and JSON.
    shard part;
    /// Told of each field that ids are found in.
    std::function<void(std::string_view)> on_id_field = {};
};

/// Rows so far. Each that was read is accepted or counted as one of the others.
struct intake_counts {
    std::uint64_t accepted = 0;
    std::uint64_t duplicates = 0;
    std::uint64_t bad = 0;
    std::uint64_t other_shard = 0;
    std::uint64_t answered_before = 0;
    std::uint64_t taken = 0; ///< Accepted, and given out.
    bool lines_lost = false; ///< Whether rows that are bad took lines with them.

    [[nodiscard]] std::uint64_t rows() const noexcept {
        return accepted + duplicates + bad + other_shard + answered_before;
    }
};

/// What is known of a source that is a regular file.
struct source_file {
    file_state state;      ///< At its end, or when it was last looked at.
    bool all_read = false; ///< From its first byte to its last.
    row_format format = row_format::lines;
};

/// The rows to cancel, of some sources one after another: each row once, in the order in which they
/// were read. Each takes about 100 bytes while it waits.
class intake : private row_sink {
public:
    using bad_row_handler = std::function<void(const bad_row&)>;

    using note_handler = std::function<void(const std::string& text)>;

    /// @param known what was answered before; all that is read is added
    /// @throws usage_error where a file is missing or cannot be read, or standard input comes twice
    intake(std::vector<input_source> sources, intake_options chosen, known_rows known,
           bad_row_handler on_bad_row, note_handler on_note = {});
    ~intake() override = default;
    intake(const intake&) = delete;
    intake& operator=(const intake&) = delete;

    /// Whether `read()` has something to read and need not wait for it.
    [[nodiscard]] bool ready() const noexcept;
    /// What to wait on before `read()`; -1 where that is ready or there is no more to read.
    [[nodiscard]] int descriptor() const noexcept;

    /// Reads one block, and handles the rows that end in it. It blocks only where there was
    /// something to wait on. What the handler of bad rows throws comes out here.
    void read();

    /// The next row that was read, or nothing where there is none yet.
    std::optional<row> next();

    /// Whether there is no more to read, so that the counts are final but for `taken`.
    [[nodiscard]] bool all_read() const noexcept { return at_ == sources_.size(); }
    /// Whether every row was given out, and no more will come.
    [[nodiscard]] bool ended() const noexcept { return all_read() && waiting_.empty(); }

    /// Why reading ended early, and where; empty where it did not. The rows before are given out
    /// all the same.
    [[nodiscard]] const std::string& error() const noexcept { return error_; }

    [[nodiscard]] const intake_counts& counts() const noexcept { return counts_; }

    /// Whether there were comments, or fields that nobody asked for.
    [[nodiscard]] bool passed_something_over() const noexcept { return passed_over_; }
    /// The sources that are regular files.
    [[nodiscard]] std::vector<source_file> files() const;

private:
    void row_text(std::string_view text) override { text_ = text; }
    void id_field(std::string_view name) override;
    void passed_over() override { passed_over_ = true; }
    void take(std::string_view id, std::string_view cluster, std::uint64_t line) override;
    void refuse(std::uint64_t line, std::string why) override;
    void lose_lines() override { counts_.lines_lost = true; }
    void note(std::string_view text) override;
    void read_as(row_format format) override { sources_[at_].format = format; }

    [[nodiscard]] bool reads_arguments() const noexcept;
    void open_source();
    void end_source();
    void read_arguments();
    void read_block();
    void fail(std::string why);
    void refuse_row(std::uint64_t line, std::string why, std::optional<std::string_view> text);
    void keep(const row_key& key, std::string_view id, std::string_view cluster,
              std::uint64_t line);

    std::vector<input_source> sources_;
    const intake_options chosen_;
    known_rows known_;
    bad_row_handler on_bad_row_;
    note_handler on_note_;
    row_hasher hash_;
    row_queue waiting_;
    intake_counts counts_;
    std::string error_;
    std::optional<std::string_view> text_; ///< Of the row that comes next.
    bool passed_over_ = false;

    std::size_t at_ = 0; ///< The source that is read; one past the last at the end.
    input_reader reader_;
    std::uint64_t bytes_ = 0;                       ///< Read of the source.
    std::vector<std::optional<source_file>> files_; ///< Beside `sources_`.
    std::unique_ptr<row_parser> parser_;
    std::size_t next_argument_ = 0;
    std::vector<char> block_;
    std::unique_ptr<char[]> reserve_; ///< For what goes on after memory has ended.
};

} // namespace mrs::cli

#endif
