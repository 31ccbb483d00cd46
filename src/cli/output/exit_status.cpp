// SPDX-License-Identifier: BSL-1.0
#include "cli/output/exit_status.hpp"

#include "cli/output/figures.hpp"

#include <cstddef>

namespace mrs::cli {

namespace {

void add_part(std::string& to, std::uint64_t count, const char* what) {
    if (count > 0)
        to += ", " + std::to_string(count) + " " + what;
}

} // namespace

std::uint64_t& tally::count_of(outcome_kind kind) noexcept {
    switch (kind) {
    case outcome_kind::succeeded:
        return succeeded_;
    case outcome_kind::failed:
        return failed_;
    case outcome_kind::unknown:
        return unknown_;
    case outcome_kind::refused:
        return refused_;
    case outcome_kind::unauthorized:
        return unauthorized_;
    case outcome_kind::rejected:
        return rejected_;
    case outcome_kind::still_running:
        return still_running_;
    case outcome_kind::not_tried:
        return not_tried_;
    case outcome_kind::unanswered:
        break;
    }
    return unanswered_;
}

void tally::add(outcome_kind kind, std::uint64_t count) noexcept {
    count_of(kind) += count;
}

void tally::add_end(end_kind end) noexcept {
    ++ends_.at(static_cast<std::size_t>(end));
}

void tally::answered_before(outcome_kind kind) noexcept {
    ++(kind == outcome_kind::succeeded ? succeeded_before_ : failed_before_);
}

void tally::interrupted(int signal) noexcept {
    if (signal_ == 0)
        signal_ = signal;
}

/// Some were refused for good, and none has an answer that shows the command to be right.
bool tally::all_wrong() const noexcept {
    const std::uint64_t answered =
        succeeded_ + failed_ + unknown_ + still_running_ + succeeded_before_ + failed_before_;
    return refused_for_all_ || (rejected_ > 0 && answered == 0);
}

exit_status tally::status() const noexcept {
    if (signal_ != 0)
        return static_cast<exit_status>(128 + signal_);
    if (output_lost_)
        return exit_status::output_lost;
    if (unauthorized_ > 0)
        return exit_status::unauthorized;
    if (all_wrong())
        return exit_status::wrong;
    if (deadline_passed_)
        return exit_status::deadline;
    if (unanswered_ + still_running_ > 0 || (not_tried_ > 0 && !gave_up_))
        return exit_status::unanswered;
    if (refused_ > 0 || input_failed_)
        return exit_status::usage;
    if (failed_ + unknown_ + rejected_ + failed_before_ > 0)
        return exit_status::failed;
    return exit_status::succeeded;
}

std::string tally::summary(std::chrono::nanoseconds elapsed) const {
    std::string text = std::to_string(succeeded_) + " succeeded";
    add_part(text, failed_, "failed");
    add_part(text, unknown_, "unknown to the service");
    add_part(text, unauthorized_, "unauthorized");
    add_part(text, rejected_, "rejected for good");
    add_part(text, still_running_, "still running");
    add_part(text, unanswered_, "without an answer");
    add_part(text, refused_, "refused");
    add_part(text, duplicates_, "duplicates dropped");
    add_part(text, other_shards_, "of other shards");
    add_part(text, succeeded_before_ + failed_before_, "answered before");
    if (failed_before_ > 0)
        text += " (" + std::to_string(failed_before_) + " not succeeded)";
    add_part(text, not_tried_, "not tried");
    text += "; " + clock_text(elapsed);
    const std::uint64_t ended =
        succeeded_ + failed_ + unknown_ + unauthorized_ + rejected_ + still_running_ + unanswered_;
    const double seconds = std::chrono::duration<double>(elapsed).count();
    if (ended > 0 && seconds > 0)
        text += " (" + rate_text(static_cast<double>(ended) / seconds) + ")";
    return text;
}

std::string tally::end_summary() const {
    const auto count = [this](end_kind end) { return ends_.at(static_cast<std::size_t>(end)); };
    std::string text = "the executions: " + std::to_string(count(end_kind::stopped)) + " stopped";
    add_part(text, count(end_kind::had_ended), "had ended");
    add_part(text, count(end_kind::still_running), "still running");
    add_part(text, count(end_kind::failed), "not cancelled");
    add_part(text, count(end_kind::unknown), "unknown");
    return text;
}

} // namespace mrs::cli
