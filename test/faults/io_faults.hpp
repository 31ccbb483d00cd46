// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_IO_FAULTS_HPP
#define MRS_TEST_IO_FAULTS_HPP

#include <cstddef>

namespace mrs_test {

/// What the system calls that are struck end with.
enum class io_fault { reset, broken_pipe, timed_out, no_descriptors, no_memory };

/// Counts the system calls about sockets of this thread for as long as it lives, and lets one of
/// them fail, or that one and all that follow. Other threads, such as a server's, are left alone.
struct io_faults {
    /// @param at which one fails, counted from 1
    io_faults(std::size_t at, io_fault how, bool for_good);
    io_faults(const io_faults&) = delete;
    io_faults& operator=(const io_faults&) = delete;
    ~io_faults();

    /// Whether there were as many calls as that.
    [[nodiscard]] bool struck() const noexcept;
};

} // namespace mrs_test

#endif
