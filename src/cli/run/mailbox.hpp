// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_RUN_MAILBOX_HPP
#define MRS_CLI_RUN_MAILBOX_HPP

#include "cli/output/outcome.hpp"

#include <mrs/bulk.hpp>

#include <cstddef>
#include <exception>
#include <mutex>
#include <optional>
#include <vector>

namespace mrs::cli {

/// How a bulk run ended.
struct run_end {
    bulk_summary summary;
    std::exception_ptr thrown;
};

/// Outcomes on their way from the network's thread to the one that prints them, which waits for
/// them with `poll` beside standard input.
class mailbox {
public:
    /// @param limit outcomes that are there at once at most: the memory for them is taken now
    /// @throws boost::system::system_error where there is no descriptor left
    explicit mailbox(std::size_t limit);
    ~mailbox();
    mailbox(const mailbox&) = delete;
    mailbox& operator=(const mailbox&) = delete;

    /// May be called from any thread.
    void put(outcome one);

    /// Nothing more will be put. May be called from any thread.
    void close(run_end end);
    /// How the run ended, once it has.
    [[nodiscard]] std::optional<run_end> ended();

    /// All that is there, first one first, until the next call. By one thread alone.
    const std::vector<outcome>& take();

    /// Readable while something is there, and when it is closed.
    [[nodiscard]] int descriptor() const noexcept { return pipe_[0]; }

private:
    void ring();

    std::mutex mutex_;
    std::optional<run_end> end_;
    std::vector<outcome> outcomes_;
    std::vector<outcome> taken_; ///< Its memory and that of `outcomes_` take turns.
    int pipe_[2] = {-1, -1};
};

} // namespace mrs::cli

#endif
