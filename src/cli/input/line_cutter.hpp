// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_INPUT_LINE_CUTTER_HPP
#define MRS_CLI_INPUT_LINE_CUTTER_HPP

#include "core/text.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace mrs::cli {

/// A line of a text, without its LF and without the blanks around it (a CR counts as one).
struct text_line {
    std::uint64_t number = 0; ///< Counted from 1.
    std::string_view text;    ///< Of a line that is too long only its beginning.
    bool too_long = false;
};

/// Cuts blocks of bytes into lines, without keeping more of a line than it has to.
class line_cutter {
public:
    /// @param longest bytes of a line, blanks included
    explicit line_cutter(std::size_t longest) noexcept : longest_(longest) {}

    /// Calls `handle(const text_line&)` for each line that ends in the block.
    template<typename Handle>
    void feed(std::string_view block, Handle handle) {
        for (auto end = block.find('\n'); end != block.npos; end = block.find('\n')) {
            end_line(block.substr(0, end), handle);
            block.remove_prefix(end + 1);
        }
        append(block);
    }

    /// Ends the last line, which may lack its LF.
    template<typename Handle>
    void finish(Handle handle) {
        if (!unfinished_.empty())
            end_line({}, handle);
    }

private:
    template<typename Handle>
    void end_line(std::string_view rest, Handle& handle) {
        ++number_;
        if (unfinished_.empty()) {
            const bool too_long = rest.size() > longest_;
            handle(text_line{number_, core::trimmed(rest.substr(0, longest_)), too_long});
            return;
        }
        append(rest);
        const std::string_view whole = unfinished_;
        const bool too_long = whole.size() > longest_;
        handle(text_line{number_, core::trimmed(whole.substr(0, longest_)), too_long});
        unfinished_.clear();
    }

    /// One byte more than allowed is kept, which tells that the line is too long.
    void append(std::string_view part) {
        unfinished_ += part.substr(0, longest_ + 1 - unfinished_.size());
    }

    std::size_t longest_;
    std::uint64_t number_ = 0;
    std::string unfinished_;
};

} // namespace mrs::cli

#endif
