// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_BLACK_HOLE_HPP
#define MRS_TEST_BLACK_HOLE_HPP

#include <string>
#include <vector>

namespace mrs_test {

/// An address and port at which a connection attempt is neither accepted nor refused: its backlog
/// is full, and the kernel drops the SYNs.
class black_hole {
public:
    black_hole(const std::string& address, unsigned short port);
    black_hole(const black_hole&) = delete;
    black_hole& operator=(const black_hole&) = delete;
    ~black_hole();

private:
    std::vector<int> descriptors_;
};

} // namespace mrs_test

#endif
