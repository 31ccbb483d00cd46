// SPDX-License-Identifier: BSL-1.0
#include "cli/run/mailbox.hpp"

#include <boost/system/system_error.hpp>

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

namespace mrs::cli {

mailbox::mailbox(std::size_t limit) {
    outcomes_.reserve(limit);
    taken_.reserve(limit);
    if (::pipe2(pipe_, O_CLOEXEC) != 0)
        throw boost::system::system_error(errno, boost::system::system_category(), "pipe");
}

mailbox::~mailbox() {
    ::close(pipe_[0]);
    ::close(pipe_[1]);
}

// The pipe holds one byte exactly while the list is not empty, and another for good once it is
// closed, so that neither call can block.

void mailbox::put(outcome one) {
    const std::lock_guard lock(mutex_);
    outcomes_.push_back(std::move(one));
    if (outcomes_.size() == 1)
        ring();
}

void mailbox::close(run_end end) {
    const std::lock_guard lock(mutex_);
    end_ = std::move(end);
    ring();
}

std::optional<run_end> mailbox::ended() {
    const std::lock_guard lock(mutex_);
    return end_;
}

const std::vector<outcome>& mailbox::take() {
    taken_.clear();
    const std::lock_guard lock(mutex_);
    char byte = 0;
    if (!outcomes_.empty())
        while (::read(pipe_[0], &byte, 1) < 0 && errno == EINTR)
            continue;
    outcomes_.swap(taken_);
    return taken_;
}

void mailbox::ring() {
    while (::write(pipe_[1], "!", 1) < 0 && errno == EINTR)
        continue;
}

} // namespace mrs::cli
