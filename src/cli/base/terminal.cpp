// SPDX-License-Identifier: BSL-1.0
#include "cli/base/terminal.hpp"

#include "cli/base/environment.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

namespace mrs::cli {

terminal_choice choose(const terminal_facts& facts) noexcept {
    const bool able = !facts.term.empty() && facts.term != "dumb";
    terminal_choice choice;
    const bool bar = facts.progress == progress_style::bar ||
                     (facts.progress == progress_style::automatic && facts.error_is_terminal);
    choice.progress = bar && able && !facts.quiet;
    choice.lines = !choice.progress && !facts.quiet && facts.progress != progress_style::off;
    choice.colours = facts.output_is_terminal && able && facts.no_color.empty();
    choice.shared = choice.progress && facts.error_is_terminal && facts.output_is_terminal;
    return choice;
}

terminal_facts look_at_terminal(bool quiet, progress_style progress) {
    terminal_facts facts;
    facts.output_is_terminal = ::isatty(STDOUT_FILENO) == 1;
    facts.error_is_terminal = ::isatty(STDERR_FILENO) == 1;
    facts.quiet = quiet;
    facts.progress = progress;
    facts.no_color = environment("NO_COLOR");
    facts.term = environment("TERM");
    return facts;
}

std::size_t width_of(int descriptor) noexcept {
    winsize size{};
    if (::ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
        return 80;
    return size.ws_col;
}

} // namespace mrs::cli
