// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_MAILBOX_HPP
#define MRS_CLI_MAILBOX_HPP

#include "cli/output/outcome.hpp"

#include <mutex>
#include <vector>

namespace mrs::cli {

/// Outcomes on their way from the network's thread to the one that prints them, which waits for
/// them with `poll` beside standard input.
class mailbox {
public:
    /// @throws boost::system::system_error where there is no descriptor left
    mailbox();
    ~mailbox();
    mailbox(const mailbox&) = delete;
    mailbox& operator=(const mailbox&) = delete;

    /// May be called from any thread.
    void put(outcome one);

    /// Nothing more will be put. May be called from any thread.
    void close();
    [[nodiscard]] bool closed();

    /// All that is there, first one first.
    std::vector<outcome> take();

    /// Readable while something is there, and when it is closed.
    [[nodiscard]] int descriptor() const noexcept { return pipe_[0]; }

private:
    void ring();

    std::mutex mutex_;
    bool closed_ = false;
    std::vector<outcome> outcomes_;
    int pipe_[2] = {-1, -1};
};

} // namespace mrs::cli

#endif
