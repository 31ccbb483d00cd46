// SPDX-License-Identifier: BSL-1.0
#include "cli/run/flush.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <poll.h>

namespace mrs::cli {

namespace {

using namespace std::chrono_literals;
using steady = std::chrono::steady_clock;

/// A reader that reads at all takes no longer for what a pipe holds.
constexpr std::chrono::milliseconds grace = 200ms;

} // namespace

void flush(line_writer& to, interruption& user) {
    auto end = steady::time_point::max();
    for (;;) {
        user.look();
        const auto now = steady::now();
        if (user.aborting())
            end = std::min(end, now + grace);
        const int done = to.done();
        if (done < 0 || now >= end)
            return;
        std::array<pollfd, 2> watched{{{done, POLLIN, 0}, {user.descriptor(), POLLIN, 0}}};
        static_cast<void>(::poll(watched.data(), watched.size(),
                                 user.aborting() ? static_cast<int>(grace.count()) : -1));
    }
}

} // namespace mrs::cli
