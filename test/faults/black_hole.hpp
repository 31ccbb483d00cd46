// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_FAULT_BLACK_HOLE_HPP
#define MRS_TEST_FAULT_BLACK_HOLE_HPP

#include <string>
#include <vector>

namespace mrs_test {

/// A listening socket whose queue is full, so that the kernel drops every further SYN: a connection
/// to it neither succeeds nor fails.
class black_hole {
public:
    black_hole(const std::string& address, unsigned short port);
    black_hole(const black_hole&) = delete;
    black_hole& operator=(const black_hole&) = delete;
    ~black_hole();

private:
    /// Whether one more connection to it is taken.
    bool takes_one();

    std::string address_;
    unsigned short port_;
    std::vector<int> sockets_; ///< The listener first.
};

/// A bound socket that does not listen: connections to it are refused, and nobody else gets the
/// port.
class closed_port {
public:
    closed_port(const std::string& address, unsigned short port);
    closed_port(const closed_port&) = delete;
    closed_port& operator=(const closed_port&) = delete;
    ~closed_port();

private:
    int socket_;
};

} // namespace mrs_test

#endif
