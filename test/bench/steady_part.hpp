// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_BENCH_STEADY_PART_HPP
#define MRS_TEST_BENCH_STEADY_PART_HPP

#include <chrono>
#include <cstdint>
#include <iosfwd>

namespace bench {

/// What a process has used so far.
struct usage {
    static usage now();

    double user_us = 0;
    double system_us = 0;
    std::uint64_t allocations = 0; ///< Of the calling thread, as the next.
    std::uint64_t openssl_allocations = 0;
    std::uint64_t system_calls = 0;
    std::uint64_t waits = 0;
    std::chrono::steady_clock::time_point at;
};

/// The part of a run between the last request of the warm-up and the last one that counts.
class steady_part {
public:
    steady_part(std::uint64_t warm_up, std::uint64_t requests) noexcept
        : first_(warm_up), last_(warm_up + requests) {}

    /// One more request has ended.
    void count();

    /// Whether further requests are to be begun. To the end there are as many in flight as ever.
    [[nodiscard]] bool running() const noexcept { return ended_ < last_; }
    [[nodiscard]] std::uint64_t ended() const noexcept { return ended_; }

    /// One line of JSON; `extra` goes into it as it is.
    void print(std::ostream& out, const char* extra = "") const;

private:
    std::uint64_t first_;
    std::uint64_t last_;
    std::uint64_t ended_ = 0;
    usage begin_ = usage::now();
    usage end_;
};

} // namespace bench

#endif
