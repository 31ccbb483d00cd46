// SPDX-License-Identifier: BSL-1.0
#include "cli/run/signal_policy.hpp"

#include <csignal>

namespace mrs::cli {

std::optional<int> status_to_end_with(int signal, signal_phase phase, int last) noexcept {
    if (signal == SIGUSR1 || phase == signal_phase::running)
        return std::nullopt;
    return phase == signal_phase::finished ? last : 128 + signal;
}

bool stop_requests::take(int signal) noexcept {
    if (signal == SIGUSR1)
        return false;
    aborting_ = first_ != 0;
    if (first_ == 0)
        first_ = signal;
    return true;
}

} // namespace mrs::cli
