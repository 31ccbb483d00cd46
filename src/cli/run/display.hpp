// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_RUN_DISPLAY_HPP
#define MRS_CLI_RUN_DISPLAY_HPP

#include "cli/base/terminal.hpp"
#include "cli/output/line_writer.hpp"
#include "cli/progress/progress_bar.hpp"
#include "cli/progress/progress_log.hpp"
#include "cli/progress/progress_state.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace mrs::cli {

/// What people see on standard error while it goes.
class display {
public:
    /// @param error for standard error; it outlives this
    /// @param pace of the run, as its user gave it
    display(const terminal_choice& choice, const std::string& pace, line_writer& error);

    /// How often `draw` wants to be called; nothing where it has nothing to tell.
    [[nodiscard]] std::optional<std::chrono::milliseconds> interval() const noexcept;

    void draw(const progress_state& now);
    /// Before lines on standard output, which may be the same terminal.
    void make_room();
    void clear();

    /// A line of its own, whether there is a bar or not.
    void say(std::string_view text);

    /// Whether standard error does not take what was said: what says more has to wait.
    [[nodiscard]] bool full() const { return error_.full(); }
    /// Readable once it does; -1 where it does.
    [[nodiscard]] int room() { return error_.room(); }

private:
    line_writer& error_;
    std::optional<progress_bar> bar_;
    std::optional<progress_log> log_;
    bool shared_;
};

} // namespace mrs::cli

#endif
