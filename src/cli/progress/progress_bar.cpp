// SPDX-License-Identifier: BSL-1.0
#include "cli/progress/progress_bar.hpp"

#include "cli/base/terminal.hpp"
#include "cli/progress/progress_line.hpp"

#include <algorithm>

namespace mrs::cli {

namespace {

/// One less than there are: some terminals wrap behind the last one.
std::size_t columns(int descriptor) noexcept {
    return std::max<std::size_t>(width_of(descriptor), 2) - 1;
}

} // namespace

void progress_bar::draw(const progress_state& now, std::chrono::steady_clock::time_point at) {
    if (line_.empty() || at - last_ >= pause) {
        line_ = progress_line(now, columns(terminal_.descriptor()));
        last_ = at;
        put();
    } else if (drawn_ == 0) {
        put();
    }
}

/// What the terminal has not taken yet is not added to: its user may have stopped it.
void progress_bar::put() {
    if (!terminal_.idle())
        return;
    // The terminal may be narrower than it was.
    const std::size_t width = columns(terminal_.descriptor());
    std::string line = line_.substr(0, width);
    const std::size_t size = line.size();
    line.resize(std::max(size, std::min(drawn_, width)), ' ');
    terminal_.write("\r" + line);
    drawn_ = size;
}

void progress_bar::clear() {
    if (drawn_ == 0)
        return;
    const std::string blank(std::min(drawn_, columns(terminal_.descriptor())), ' ');
    terminal_.write("\r" + blank + "\r");
    drawn_ = 0;
}

} // namespace mrs::cli
