// SPDX-License-Identifier: BSL-1.0
#include "cli/exit_status.hpp"

#include <iomanip>
#include <sstream>

namespace mrs::cli {

void tally::add(outcome_kind kind) noexcept {
    switch (kind) {
    case outcome_kind::succeeded:
        ++succeeded_;
        return;
    case outcome_kind::failed:
        ++failed_;
        return;
    case outcome_kind::refused:
        ++refused_;
        return;
    case outcome_kind::unauthorized:
        ++unauthorized_;
        return;
    case outcome_kind::unanswered:
        ++unanswered_;
        return;
    }
}

exit_status tally::status() const noexcept {
    if (output_lost_)
        return exit_status::output_lost;
    if (unauthorized_ > 0)
        return exit_status::unauthorized;
    if (unanswered_ > 0 || input_failed_)
        return exit_status::unanswered;
    if (failed_ > 0)
        return exit_status::failed;
    if (refused_ > 0)
        return exit_status::usage;
    return exit_status::succeeded;
}

std::uint64_t tally::total() const noexcept {
    return succeeded_ + failed_ + refused_ + unauthorized_ + unanswered_;
}

std::string tally::summary(std::chrono::duration<double> elapsed) const {
    std::ostringstream text;
    text << total() << " ids: " << succeeded_ << " succeeded, " << failed_ << " failed, "
         << unauthorized_ << " unauthorized, " << unanswered_ << " without an answer, " << refused_
         << " refused, in " << std::fixed << std::setprecision(2) << elapsed.count() << " s";
    return text.str();
}

} // namespace mrs::cli
