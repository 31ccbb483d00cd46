// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_INPUT_SPOOL_HPP
#define MRS_CLI_INPUT_SPOOL_HPP

#include "cli/input/row.hpp"
#include "cli/input/temporary_file.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace mrs::cli {

/// Rows that wait, first in, first out: the first and the last in memory, what is between them in a
/// temporary file, which is made when it is needed.
///
/// push and pop throw boost::system::system_error where the file cannot be used, as when the disk
/// is full. What was pushed before can still be popped.
class spool {
public:
    /// Bytes of rows that are written and read at once.
    static constexpr std::size_t block_size = 65536;

    void push(const row& last);
    /// The first row, or nothing where there is none.
    std::optional<row> pop();

    [[nodiscard]] std::uint64_t size() const noexcept { return size_; }

private:
    void store_back();
    void load_front();

    std::string front_; ///< Whole rows, of which those before `popped_` are gone.
    std::size_t popped_ = 0;
    std::optional<temporary_file> file_; ///< Blocks: their size, and whole rows.
    std::uint64_t read_ = 0;             ///< Of the file, up to there.
    std::uint64_t written_ = 0;
    std::string back_; ///< Whole rows.
    std::uint64_t size_ = 0;
};

} // namespace mrs::cli

#endif
