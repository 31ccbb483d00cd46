// SPDX-License-Identifier: BSL-1.0
#include "cli/progress/progress_bar.hpp"

#include "cli/progress/progress_line.hpp"
#include "cli/progress/terminal.hpp"

#include <algorithm>
#include <poll.h>
#include <unistd.h>

namespace mrs::cli {

namespace {

/// One less than there are: some terminals wrap behind the last one.
std::size_t columns(int descriptor) noexcept {
    return std::max<std::size_t>(width_of(descriptor), 2) - 1;
}

} // namespace

void progress_bar::draw(const progress_state& now, std::chrono::steady_clock::time_point at) {
    if (line_.empty() || at - last_ >= pause) {
        line_ = progress_line(now, columns(descriptor_));
        last_ = at;
        put();
    } else if (drawn_ == 0) {
        put();
    }
}

void progress_bar::put() {
    // The terminal may be narrower than it was.
    const std::size_t width = columns(descriptor_);
    std::string line = line_.substr(0, width);
    const std::size_t size = line.size();
    line.resize(std::max(size, std::min(drawn_, width)), ' ');
    if (write("\r" + line))
        drawn_ = size;
}

void progress_bar::clear() {
    if (drawn_ == 0)
        return;
    const std::string blank(std::min(drawn_, columns(descriptor_)), ' ');
    if (write("\r" + blank + "\r"))
        drawn_ = 0;
}

/// Without waiting: a terminal may have been stopped by its user.
bool progress_bar::write(const std::string& text) const noexcept {
    pollfd ready{};
    ready.fd = descriptor_;
    ready.events = POLLOUT;
    return ::poll(&ready, 1, 0) == 1 && (ready.revents & POLLOUT) != 0 &&
           ::write(descriptor_, text.data(), text.size()) > 0;
}

} // namespace mrs::cli
