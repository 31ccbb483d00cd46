// SPDX-License-Identifier: BSL-1.0
#include "cli/run/display.hpp"

#include "cli/base/escape.hpp"

#include <string>

namespace mrs::cli {

display::display(const terminal_choice& choice, const std::string& pace, line_writer& error)
    : error_(error), shared_(choice.shared) {
    if (choice.progress)
        bar_.emplace(error);
    else if (choice.lines)
        log_.emplace(pace);
}

std::optional<std::chrono::milliseconds> display::interval() const noexcept {
    if (bar_)
        return progress_bar::pause;
    if (log_)
        return std::chrono::seconds(1);
    return std::nullopt;
}

void display::draw(const progress_state& now) {
    if (bar_)
        bar_->draw(now, now.at);
    if (!log_ || full())
        return;
    if (const auto text = log_->next(now))
        say(*text);
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
