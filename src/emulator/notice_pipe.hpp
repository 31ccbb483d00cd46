// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_NOTICE_PIPE_HPP
#define MRS_EMULATOR_NOTICE_PIPE_HPP

#include <cstddef>

namespace mrs_emulator {

/// Carries numbers from any thread to one that waits for them, without a lock that a preempted
/// thread of low priority could hold.
class notice_pipe {
public:
    notice_pipe();
    notice_pipe(const notice_pipe&) = delete;
    notice_pipe& operator=(const notice_pipe&) = delete;
    ~notice_pipe();

    void post(std::size_t number) noexcept;

    /// Waits for the next number.
    std::size_t take() noexcept;

private:
    int read_end_ = -1;
    int write_end_ = -1;
};

} // namespace mrs_emulator

#endif
