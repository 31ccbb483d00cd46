// SPDX-License-Identifier: BSL-1.0
#include "cli/run/display.hpp"

#include <iostream>
#include <unistd.h>

namespace mrs::cli {

display::display(const terminal_choice& choice) : shared_(choice.shared) {
    if (choice.progress)
        bar_.emplace(STDERR_FILENO);
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
    std::cerr << "mrs-cancel: " << text << std::endl;
}

} // namespace mrs::cli
