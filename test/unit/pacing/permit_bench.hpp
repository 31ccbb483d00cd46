// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_PERMIT_BENCH_HPP
#define MRS_TEST_PERMIT_BENCH_HPP

#include "pacing/permit_queue.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace permits {

using mrs::duration;
using mrs::time_point;
using mrs::pacing::limiter;
using mrs::pacing::permit_queue;
using mrs::pacing::quota;
using mrs::pacing::throttling;
using namespace std::chrono_literals;

inline const time_point epoch{1000h};

/// Writes its name when it gets its permit, and then does what it was told to.
class user final : public mrs::pacing::permit_user {
public:
    user(std::string name, std::string& log) : name_(std::move(name)), log_(log) {}
    void then(std::function<void()> action) { action_ = std::move(action); }

private:
    void on_permit() override {
        log_ += name_;
        if (action_)
            action_();
    }

    std::string name_;
    std::string& log_;
    std::function<void()> action_;
};

/// A queue in virtual time, and its users a, b, c and so on.
struct bench {
    explicit bench(limiter rules) : queue(timers, std::move(rules)) {
        for (char name = 'a'; name <= 'h'; ++name)
            users.push_back(std::make_unique<user>(std::string(1, name), log));
    }
    /// The time is the one of `epoch` and so much.
    void pass_to(duration at) {
        now = epoch + at;
        while (timers.next() <= now)
            timers.run_due(timers.next());
    }
    bool ask(std::size_t who) { return queue.acquire(*users[who], now); }
    void answered() { queue.answered(now); }
    duration refused(std::optional<duration> retry_after = std::nullopt, double uniform = 0) {
        throttling told;
        told.retry_after = retry_after;
        told.uniform = uniform;
        return queue.refused(now, told) - now;
    }
    duration refused_telling(const quota& announced) {
        throttling told;
        told.announced = announced;
        return queue.refused(now, told) - now;
    }
    /// How long the last one who waits waits at least.
    duration estimate() { return queue.estimate(now) - now; }

    mrs::timer_queue timers;
    std::string log;
    std::vector<std::unique_ptr<user>> users;
    permit_queue queue;
    time_point now = epoch;
};

/// The pause after the n-th throttling in a row, with the least jitter.
constexpr duration own(int n, duration first = 500ms) {
    constexpr duration longest = 10s;
    return std::min<duration>(first * (1 << std::min(n - 1, 10)), longest);
}

struct kind_of_rules {
    std::string name;
    limiter rules;
    duration first; ///< The least first pause.
};

inline std::vector<kind_of_rules> all_rules() {
    return {{"off", limiter(), 500ms},
            {"fixed", limiter::fixed(quota(1000, 1s)), 500ms},
            {"learning", limiter::learning({}), 125ms},
            {"learning from a quota", limiter::learning(quota(1000, 1s)), 125ms}};
}

} // namespace permits

#endif
