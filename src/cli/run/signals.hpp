// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_RUN_SIGNALS_HPP
#define MRS_CLI_RUN_SIGNALS_HPP

#include <vector>

namespace mrs::cli {

/// Turns SIGINT, SIGTERM and SIGUSR1 into something that `poll` waits for. One at a time exists.
class signals {
public:
    /// A SIGINT or SIGTERM that is ignored, as for a command in the background, stays so.
    /// @throws boost::system::system_error where there is no descriptor left
    signals();
    ~signals();
    signals(const signals&) = delete;
    signals& operator=(const signals&) = delete;

    /// Readable while one came that was not taken.
    [[nodiscard]] int descriptor() const noexcept { return pipe_[0]; }

    /// The signals that came, in their order. Never waits.
    std::vector<int> take();

private:
    int pipe_[2] = {-1, -1};
};

} // namespace mrs::cli

#endif
