// SPDX-License-Identifier: BSL-1.0
#include "notice_pipe.hpp"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>

namespace mrs_emulator {

notice_pipe::notice_pipe() {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0)
        throw std::system_error(errno, std::generic_category(), "pipe");
    read_end_ = ends[0];
    write_end_ = ends[1];
}

notice_pipe::~notice_pipe() {
    close(read_end_);
    close(write_end_);
}

void notice_pipe::post(std::size_t number) noexcept {
    // Fewer bytes than PIPE_BUF go whole or not at all.
    while (write(write_end_, &number, sizeof(number)) < 0 && errno == EINTR) {
    }
}

std::size_t notice_pipe::take() noexcept {
    std::size_t number = 0;
    while (read(read_end_, &number, sizeof(number)) < 0 && errno == EINTR) {
    }
    return number;
}

} // namespace mrs_emulator
