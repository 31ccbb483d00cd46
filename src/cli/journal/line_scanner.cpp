// SPDX-License-Identifier: BSL-1.0
#include "cli/journal/line_scanner.hpp"

#include <algorithm>

namespace mrs::cli {

std::optional<std::string_view> line_scanner::next() {
    std::size_t searched = 0;
    for (;;) {
        const auto end = unread().find('\n', searched);
        if (end != std::string_view::npos)
            return take(end + 1);
        searched = unread().size();
        if (searched == longest || !read())
            return searched > 0 ? std::optional(take(searched)) : std::nullopt;
    }
}

std::string_view line_scanner::take(std::size_t size) noexcept {
    const std::string_view line = unread().substr(0, size);
    begin_ += size;
    offset_ += size;
    return line;
}

std::string_view line_scanner::unread() const noexcept {
    return std::string_view(buffer_).substr(begin_, end_ - begin_);
}

/// Reads on behind what is unread. Whether there was more.
bool line_scanner::read() {
    std::copy(buffer_.begin() + static_cast<std::ptrdiff_t>(begin_),
              buffer_.begin() + static_cast<std::ptrdiff_t>(end_), buffer_.begin());
    end_ -= begin_;
    begin_ = 0;
    if (end_ == buffer_.size())
        buffer_.resize(std::min(2 * buffer_.size(), longest));
    const std::size_t size =
        file_.read(offset_ + end_, buffer_.data() + end_, buffer_.size() - end_);
    end_ += size;
    return size > 0;
}

} // namespace mrs::cli
