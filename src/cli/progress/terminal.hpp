// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_PROGRESS_TERMINAL_HPP
#define MRS_CLI_PROGRESS_TERMINAL_HPP

#include <cstddef>
#include <string>

namespace mrs::cli {

/// What the program is attached to, and what its user wants.
class terminal_facts {
public:
    bool output_is_terminal = false; ///< Standard output.
    bool error_is_terminal = false;  ///< Standard error.
    bool quiet = false;              ///< -q
    std::string no_color;            ///< The environment variables' values.
    std::string term;
};

/// What follows from it.
class terminal_choice {
public:
    bool progress = false; ///< A bar on standard error.
    bool colours = false;  ///< In the lines on standard output.
    /// The bar has to make way for lines on standard output.
    bool shared = false;
};

terminal_choice choose(const terminal_facts& facts) noexcept;

/// The facts of this process.
terminal_facts look_at_terminal(bool quiet);

/// A terminal's columns at this moment, 80 where it does not tell.
std::size_t width_of(int descriptor) noexcept;

} // namespace mrs::cli

#endif
