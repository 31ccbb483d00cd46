// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_JOURNAL_LINE_SCANNER_HPP
#define MRS_CLI_JOURNAL_LINE_SCANNER_HPP

#include "cli/journal/locked_file.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mrs::cli {

/// Goes through a file's lines in memory that depends on the longest line alone.
class line_scanner {
public:
    /// Of a longer line, which no journal has, only the beginning is given.
    static constexpr std::size_t longest = 4'194'304;

    /// The file outlives this.
    explicit line_scanner(const locked_file& file) : file_(file), buffer_(65'536, '\0') {}

    /// The next line with its end, valid until the next call; what the file ends with may lack one.
    /// @throws usage_error
    std::optional<std::string_view> next();

    /// Where in the file the line behind the last one begins.
    [[nodiscard]] std::uint64_t offset() const noexcept { return offset_; }

private:
    [[nodiscard]] std::string_view unread() const noexcept;
    std::string_view take(std::size_t size) noexcept;
    bool read();

    const locked_file& file_;
    std::string buffer_;
    std::size_t begin_ = 0; ///< Of what was read and not given out.
    std::size_t end_ = 0;
    std::uint64_t offset_ = 0;
};

} // namespace mrs::cli

#endif
