// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_SIMULATION_WATCHER_HPP
#define MRS_TEST_SIMULATION_WATCHER_HPP

#include <mrs/observer.hpp>

#include <cstdint>

namespace simulation {

/// Counts what a client tells its observer, and sees whether its retries cost more than they may.
class watcher final : public mrs::observer {
public:
    void on_attempt_started(const mrs::attempt_started&) override {
        ++started;
        ++open;
    }
    void on_attempt_ended(const mrs::attempt_ended&) override { --open; }
    void on_call_ended(const mrs::call_ended& event) override {
        ++ended;
        if (!event.error)
            ++answered;
    }
    void on_retry_scheduled(const mrs::retry_scheduled& event) override {
        using reason = mrs::retry_reason;
        if (event.reason != reason::connection && event.reason != reason::timeout &&
            event.reason != reason::service && event.reason != reason::failed)
            return; // The others cost no token, or another number of them.
        constexpr std::uint64_t budget = 500;
        constexpr std::uint64_t cost = 14;
        ++retried;
        // An answer gives back what its call's last retry cost, at most.
        if (retried * cost > budget + (answered + most_unheard) * cost)
            overspent = true;
    }

    std::uint64_t started = 0;
    std::uint64_t open = 0;
    std::uint64_t ended = 0;
    std::uint64_t answered = 0;
    std::uint64_t retried = 0;
    bool overspent = false;

private:
    /// Calls whose answer has come, and is told after what it lets others do.
    static constexpr std::uint64_t most_unheard = 16;
};

} // namespace simulation

#endif
