// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_BASE_TERMINAL_HPP
#define MRS_CLI_BASE_TERMINAL_HPP

#include <cstddef>
#include <string>

namespace mrs::cli {

/// How a run's progress is told.
enum class progress_style {
    automatic, ///< A bar on a terminal, else lines.
    bar,
    lines,
    off,
};

/// What the program is attached to, and what its user wants.
struct terminal_facts {
    bool output_is_terminal = false; ///< Standard output.
    bool error_is_terminal = false;  ///< Standard error.
    bool quiet = false;              ///< -q
    progress_style progress = progress_style::automatic;
    std::string no_color; ///< The environment variables' values.
    std::string term;
};

/// What follows from it.
struct terminal_choice {
    bool progress = false; ///< A bar on standard error.
    bool lines = false;    ///< Lines there in its place.
    bool colours = false;  ///< In the lines on standard output.
    /// The bar has to make way for lines on standard output.
    bool shared = false;
};

terminal_choice choose(const terminal_facts& facts) noexcept;

/// The facts of this process.
terminal_facts look_at_terminal(bool quiet, progress_style progress);

/// A terminal's columns at this moment, 80 where it does not tell.
std::size_t width_of(int descriptor) noexcept;

} // namespace mrs::cli

#endif
