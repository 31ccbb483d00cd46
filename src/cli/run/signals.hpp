// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_RUN_SIGNALS_HPP
#define MRS_CLI_RUN_SIGNALS_HPP

#include "cli/run/signal_policy.hpp"

#include <csignal>
#include <mutex>
#include <thread>
#include <vector>

namespace mrs::cli {

/// Takes SIGINT, SIGTERM, SIGHUP and SIGUSR1 for as long as it lives, on a thread of its own, so
/// that no call that blocks keeps the program from obeying. Between `begin_run` and `finish` they
/// are handed on to who polls; before and after, the thread ends the process itself.
///
/// It is made before the process has other threads: those inherit that they leave the signals to
/// it.
class signals {
public:
    /// One that is ignored, as SIGINT for a command in the background and SIGHUP under nohup, stays
    /// so.
    /// @throws boost::system::system_error, std::system_error where there is no descriptor or
    /// thread
    signals();
    ~signals();
    signals(const signals&) = delete;
    signals& operator=(const signals&) = delete;

    /// From here on there is something to lose.
    void begin_run() noexcept;
    /// All is written, and the process is about to end with this status.
    void finish(int status) noexcept;

    /// Readable while one came that was not taken.
    [[nodiscard]] int descriptor() const noexcept { return handed_on_[0]; }

    /// The signals that came, in their order. Never waits.
    std::vector<int> take();

private:
    void listen() noexcept;
    void obey(int signal) noexcept;

    std::mutex mutex_; ///< Held while the process is ended, so that no run begins meanwhile.
    signal_phase phase_ = signal_phase::starting;
    int status_ = 0;
    sigset_t before_{}; ///< What was blocked.
    int arriving_ = -1;
    int handed_on_[2] = {-1, -1};
    int ending_ = -1;
    std::thread thread_;
};

} // namespace mrs::cli

#endif
