// SPDX-License-Identifier: BSL-1.0
#include "black_hole.hpp"

#include <arpa/inet.h>
#include <cerrno>
#include <netinet/in.h>
#include <sys/socket.h>
#include <system_error>
#include <unistd.h>

namespace mrs_test {

namespace {

/// The backlog of 0 still takes one connection; the others make sure.
constexpr int fillers = 4;

void require(bool done, const char* what) {
    if (!done)
        throw std::system_error(errno, std::generic_category(), what);
}

} // namespace

black_hole::black_hole(const std::string& address, unsigned short port) {
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_port = htons(port);
    require(::inet_pton(AF_INET, address.c_str(), &at.sin_addr) == 1, "inet_pton");
    const auto* const generic = reinterpret_cast<const sockaddr*>(&at);
    const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    descriptors_.push_back(listener);
    require(::bind(listener, generic, sizeof at) == 0, "bind");
    require(::listen(listener, 0) == 0, "listen");
    for (int i = 0; i < fillers; ++i) {
        const int filler = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        descriptors_.push_back(filler);
        require(::connect(filler, generic, sizeof at) == 0 || errno == EINPROGRESS, "connect");
    }
}

black_hole::~black_hole() {
    for (const int one : descriptors_)
        ::close(one);
}

} // namespace mrs_test
