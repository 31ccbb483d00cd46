// SPDX-License-Identifier: BSL-1.0
#include "black_hole.hpp"

#include "system_call.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>

namespace mrs_test {

namespace {

sockaddr_in to(const std::string& address, unsigned short port) {
    sockaddr_in peer{};
    peer.sin_family = AF_INET;
    peer.sin_port = htons(port);
    require_call(::inet_pton(AF_INET, address.c_str(), &peer.sin_addr) == 1, "inet_pton");
    return peer;
}

int new_socket() {
    const int made = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    require_call(made >= 0, "socket");
    return made;
}

int bound(const std::string& address, unsigned short port) {
    const int made = new_socket();
    const int yes = 1;
    ::setsockopt(made, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    const sockaddr_in here = to(address, port);
    require_call(::bind(made, reinterpret_cast<const sockaddr*>(&here), sizeof here) == 0, "bind");
    return made;
}

} // namespace

black_hole::black_hole(const std::string& address, unsigned short port)
    : address_(address), port_(port) {
    sockets_.push_back(bound(address, port));
    require_call(::listen(sockets_.front(), 0) == 0, "listen");
    constexpr int most = 16;
    int taken = 0;
    while (takes_one())
        if (++taken == most)
            throw std::runtime_error("the queue of a listening socket does not fill");
}

bool black_hole::takes_one() {
    const sockaddr_in peer = to(address_, port_);
    const int one = new_socket();
    sockets_.push_back(one);
    if (::connect(one, reinterpret_cast<const sockaddr*>(&peer), sizeof peer) == 0)
        return true;
    pollfd wait{one, POLLOUT, 0};
    constexpr int patience_in_ms = 300; // A handshake with oneself is over at once.
    return ::poll(&wait, 1, patience_in_ms) == 1;
}

black_hole::~black_hole() {
    for (const int one : sockets_)
        ::close(one);
}

closed_port::closed_port(const std::string& address, unsigned short port)
    : socket_(bound(address, port)) {}

closed_port::~closed_port() {
    ::close(socket_);
}

} // namespace mrs_test
