// SPDX-License-Identifier: BSL-1.0
#include "cli/run/display.hpp"

#include "cli/output/escape.hpp"

#include <string>

namespace mrs::cli {

display::display(const terminal_choice& choice, line_writer& error)
    : error_(error), shared_(choice.shared) {
    if (choice.progress)
        bar_.emplace(error);
}

std::optional<std::chrono::milliseconds> display::interval() const noexcept {
    if (!bar_)
        return std::nullopt;
    return progress_bar::pause;
}

void display::draw(const progress_state& now) {
    if (bar_)
        bar_->draw(now, std::chrono::steady_clock::now());
}

void display::make_room() {
    if (shared_)
        clear();
}

void display::clear() {
    if (bar_)
        bar_->clear();
}

void display::say(std::string_view text) {
    clear();
    error_.write("mrs-cancel: " + printable(text) + "\n");
}

} // namespace mrs::cli
