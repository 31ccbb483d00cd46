// SPDX-License-Identifier: BSL-1.0
#include "cli/progress/progress_log.hpp"

#include "cli/output/figures.hpp"
#include "cli/progress/progress_line.hpp"

#include <utility>

namespace mrs::cli {

std::optional<std::string> progress_log::next(const progress_state& now) {
    if (!begun_)
        begun_ = now.at;
    const bool away = now.run.unreachable_since.has_value();
    if (std::exchange(away_, away) != away)
        return away ? outage_line(now) : "the service is back";
    if (last_ ? now.at - *last_ < pause : now.at - *begun_ < first_pause)
        return std::nullopt;
    const bool first = !std::exchange(last_, now.at).has_value();
    return first ? first_line(now) : status_line(now);
}

std::string progress_log::first_line(const progress_state& now) const {
    std::string text = "ids, still being read,";
    if (now.total)
        text = std::to_string(*now.total) + (*now.total == 1 ? " id" : " ids");
    text += " to cancel, pace " + pace_;
    if (now.run.remaining)
        text += ", done in about " + wait_text(*now.run.remaining);
    return text;
}

} // namespace mrs::cli
