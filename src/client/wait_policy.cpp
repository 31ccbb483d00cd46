// SPDX-License-Identifier: BSL-1.0
#include "client/wait_policy.hpp"

#include <algorithm>
#include <cctype>

namespace mrs::detail {

namespace {

wait_step next(wait_step::kind what) noexcept {
    wait_step step;
    step.what = what;
    return step;
}

wait_step finish(wait_outcome outcome) noexcept {
    wait_step step = next(wait_step::kind::finish);
    step.outcome = outcome;
    return step;
}

/// Presto's words are "Query was canceled".
bool speaks_of_cancel(std::string_view message) noexcept {
    static constexpr std::string_view word = "cancel";
    return std::search(message.begin(), message.end(), word.begin(), word.end(),
                       [](char a, char b) {
                           return std::tolower(static_cast<unsigned char>(a)) == b;
                       }) != message.end();
}

} // namespace

wait_policy::wait_policy(const wait_options& options) noexcept
    : patience_(options.timeout()), pause_(options.initial_interval()),
      longest_(options.max_interval()) {}

wait_step wait_policy::looked(std::optional<sql_state> state) noexcept {
    if (state && has_ended(*state))
        return finish(wait_outcome::had_ended);
    was_running_ = state.has_value();
    return next(wait_step::kind::cancel);
}

wait_step wait_policy::cancelled(cancel_status status, time_point now) noexcept {
    if (status != cancel_status::succeed)
        return finish(wait_outcome::not_cancelled);
    deadline_ = end_of_wait(now, patience_);
    return next(wait_step::kind::query);
}

wait_step wait_policy::queried(sql_state state, std::string_view message, time_point now,
                               double uniform) noexcept {
    known_ = true;
    if (state == sql_state::finished)
        return finish(wait_outcome::had_ended);
    if (state == sql_state::failed)
        return finish(was_running_ || speaks_of_cancel(message) ? wait_outcome::stopped
                                                                : wait_outcome::had_ended);
    return pause_or(finish(wait_outcome::still_running), now, uniform);
}

wait_step wait_policy::query_failed(bool passing, time_point now, double uniform) noexcept {
    if (!passing)
        return next(wait_step::kind::fail);
    return pause_or(known_ ? finish(wait_outcome::still_running) : next(wait_step::kind::fail), now,
                    uniform);
}

wait_step wait_policy::paused() const noexcept {
    return next(wait_step::kind::query);
}

/// Half of the pause is fixed, and half random, so that many who wait do not ask in step. The last
/// query comes when patience ends.
wait_step wait_policy::pause_or(wait_step last, time_point now, double uniform) noexcept {
    if (now >= deadline_)
        return last;
    wait_step step = next(wait_step::kind::pause);
    const duration most = std::min(pause_, longest_);
    step.pause = duration(
        static_cast<duration::rep>((0.5 + uniform / 2) * static_cast<double>(most.count())));
    step.pause = std::min(step.pause, duration(deadline_ - now));
    pause_ = pause_ > longest_ / 2 ? longest_ : pause_ * 2;
    return step;
}

} // namespace mrs::detail
