// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_INPUT_ROW_QUEUE_HPP
#define MRS_CLI_INPUT_ROW_QUEUE_HPP

#include "cli/input/row.hpp"

#include <cstdint>
#include <deque>
#include <optional>

namespace mrs::cli {

/// Rows that wait, first in, first out: 16 bytes and their text each.
class row_queue {
public:
    /// @throws std::bad_alloc, and has what it had
    void push(const row& last);
    /// The first row, or nothing where there is none.
    std::optional<row> pop();

    [[nodiscard]] bool empty() const noexcept { return bytes_.empty(); }

private:
    std::deque<char> bytes_; ///< A row after the other. A deque gives back what was popped.
};

} // namespace mrs::cli

#endif
