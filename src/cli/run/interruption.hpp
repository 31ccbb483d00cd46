// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_RUN_INTERRUPTION_HPP
#define MRS_CLI_RUN_INTERRUPTION_HPP

#include "cli/output/exit_status.hpp"
#include "cli/run/signal_policy.hpp"
#include "cli/run/signals.hpp"

namespace mrs::cli {

/// What the user asked a run for by signals, and what has been seen of it.
class interruption {
public:
    /// Both outlive this.
    interruption(signals& from, tally& counts) noexcept : signals_(from), counts_(counts) {}

    /// What to wait on beside all else.
    [[nodiscard]] int descriptor() const noexcept { return signals_.descriptor(); }

    /// Takes the signals that came. Returns whether one asks how far the run is.
    bool look();

    /// Whether nothing new is to be begun.
    [[nodiscard]] bool stopping() const noexcept { return requests_.first() != 0; }
    /// Whether nothing more than what must be is to be done: the user said so twice.
    [[nodiscard]] bool aborting() const noexcept { return requests_.aborting(); }

private:
    signals& signals_;
    tally& counts_;
    stop_requests requests_;
};

} // namespace mrs::cli

#endif
