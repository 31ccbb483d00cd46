// SPDX-License-Identifier: BSL-1.0
#include "cli/outcome.hpp"

#include "cli/escape.hpp"

namespace mrs::cli {

outcome_kind kind_of(const outcome& one) noexcept {
    if (!one.error)
        return one.result.succeeded() ? outcome_kind::succeeded : outcome_kind::failed;
    if (one.error == condition::invalid_argument)
        return outcome_kind::refused;
    if (one.error == condition::unauthorized)
        return outcome_kind::unauthorized;
    return outcome_kind::unanswered;
}

std::string to_line(const outcome& one) {
    const std::string id = escaped(one.id);
    if (one.error) {
        std::string text = one.error.message();
        if (const auto& info = one.result.info())
            text += ": " + info->to_string();
        return "ERROR\t" + id + "\t" + escaped(text) + "\n";
    }
    if (one.result.succeeded())
        return "SUCCEED\t" + id + "\n";
    return "FAILED\t" + id + "\t" + escaped(one.result.message()) + "\n";
}

} // namespace mrs::cli
