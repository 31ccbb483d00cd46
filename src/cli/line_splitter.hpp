// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_LINE_SPLITTER_HPP
#define MRS_CLI_LINE_SPLITTER_HPP

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

namespace mrs::cli {

/// Turns blocks of bytes into lines, without their ends (LF or CRLF) and without blank ones.
class line_splitter {
public:
    /// No id is this long: of a longer line the beginning is kept, which is refused as an id.
    static constexpr std::size_t longest = 4096;

    void feed(std::string_view block);

    /// Ends the last line, which may lack its end.
    void finish();

    /// The next whole line.
    std::optional<std::string> next();

    [[nodiscard]] bool empty() const noexcept { return lines_.empty(); }

private:
    void append(std::string_view part);

    std::deque<std::string> lines_;
    std::string unfinished_;
};

} // namespace mrs::cli

#endif
