// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_RUN_SIGNAL_POLICY_HPP
#define MRS_CLI_RUN_SIGNAL_POLICY_HPP

#include <optional>

namespace mrs::cli {

/// How far the program is, as far as signals go.
enum class signal_phase {
    starting, ///< There is nothing yet that an end at once could lose.
    running,  ///< The program obeys in its own order.
    finished, ///< All is written: nothing is left that an end at once could lose.
};

/// The status that the process ends with at once; nothing where it does not.
/// @param last of a process that has finished
std::optional<int> status_to_end_with(int signal, signal_phase phase, int last) noexcept;

/// What signals ask a run for: to stop, the second time to end all that it waits for.
class stop_requests {
public:
    /// Returns false for one that asks how far the run is.
    bool take(int signal) noexcept;

    /// The first signal that asks to stop; 0 where none did.
    [[nodiscard]] int first() const noexcept { return first_; }
    [[nodiscard]] bool aborting() const noexcept { return aborting_; }

private:
    int first_ = 0;
    bool aborting_ = false;
};

} // namespace mrs::cli

#endif
