// SPDX-License-Identifier: BSL-1.0
#include "pacing/retry_policy.hpp"

#include <algorithm>

namespace mrs::pacing {

namespace {

duration scaled(duration wait, double factor) noexcept {
    return duration(static_cast<duration::rep>(factor * static_cast<double>(wait.count())));
}

} // namespace

duration back_off(const retry_policy& limits, fault kind, int failures) noexcept {
    const duration base = kind == fault::throttled ? limits.throttled_delay : limits.base_delay;
    duration ceiling = std::min(base, limits.max_backoff);
    for (int i = 1; i < failures && ceiling < limits.max_backoff; ++i)
        ceiling = ceiling > limits.max_backoff / 2 ? limits.max_backoff : ceiling * 2;
    return ceiling;
}

duration equal_jitter(duration wait, double uniform) noexcept {
    return wait / 2 + scaled(wait - wait / 2, uniform);
}

int cost_of(fault kind) noexcept {
    return kind == fault::throttled ? 5 : 14;
}

retry_decision retry_sequence::next(const retry_policy& limits, retry_budget& shared,
                                    const failure& last, time_point now, time_point deadline,
                                    double uniform) noexcept {
    ++failures_;
    retry_decision decision;
    if (last.kind == fault::permanent) {
        decision.stop = stop_reason::permanent;
        return decision;
    }
    if (failures_ >= limits.max_attempts) {
        decision.stop = stop_reason::attempts_exhausted;
        return decision;
    }
    decision.wait = scaled(back_off(limits, last.kind, failures_), uniform);
    if (last.retry_after)
        decision.wait = std::max(decision.wait, std::min(*last.retry_after, max_retry_after));
    if (deadline != never && decision.wait >= deadline - now) {
        decision.stop = stop_reason::deadline;
        return decision;
    }
    const int cost = cost_of(last.kind);
    if (!shared.withdraw(cost)) {
        decision.stop = stop_reason::budget_exhausted;
        return decision;
    }
    last_cost_ = cost;
    return decision;
}

void retry_sequence::succeeded(retry_budget& shared) noexcept {
    shared.deposit(last_cost_ > 0 ? last_cost_ : 1);
}

} // namespace mrs::pacing
