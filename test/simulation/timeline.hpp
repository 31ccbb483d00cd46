// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_SIMULATION_TIMELINE_HPP
#define MRS_TEST_SIMULATION_TIMELINE_HPP

#include "core/clock.hpp"

#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <utility>

namespace simulation {

using mrs::duration;
using mrs::time_point;
using namespace std::chrono_literals;

/// Virtual time, and what happens in it: by time, and of one time in the order of scheduling.
class timeline {
public:
    using event = std::function<void()>;

    static constexpr time_point start{1000h};

    timeline() { pass_to(start); }
    timeline(const timeline&) = delete;
    timeline& operator=(const timeline&) = delete;

    [[nodiscard]] time_point now() const noexcept { return shown_.monotonic; }
    /// What the machine's clocks show.
    [[nodiscard]] const mrs::simulated_time& shown() const noexcept { return shown_; }
    /// The time of day at the service, whose clock is right.
    [[nodiscard]] std::chrono::sys_seconds date() const noexcept {
        return std::chrono::floor<std::chrono::seconds>(true_date());
    }
    /// So far ahead goes the machine's time of day from now on.
    void mistake(duration error) {
        error_ = error;
        pass_to(now());
    }

    void at(time_point when, event what) {
        events_.emplace(std::max(when, now()), std::move(what));
    }
    void after(duration wait, event what) { at(mrs::end_of_wait(now(), wait), std::move(what)); }
    /// For a coroutine that is resumed by an event.
    boost::asio::awaitable<void> wait(duration pause) {
        return boost::asio::async_initiate<const boost::asio::use_awaitable_t<>, void()>(
            [this, pause](auto handler) {
                const auto kept = std::make_shared<decltype(handler)>(std::move(handler));
                after(pause, [kept] { std::move (*kept)(); });
            },
            boost::asio::use_awaitable);
    }

    /// When the next event is; `never` where there is none.
    [[nodiscard]] time_point next() const noexcept {
        return events_.empty() ? mrs::never : events_.begin()->first;
    }
    void pass_to(time_point when) {
        shown_.monotonic = when;
        shown_.wall = true_date() + std::chrono::duration_cast<wall_duration>(error_);
    }
    /// Drops all that was to happen.
    void clear() { events_.clear(); }
    void fire_next() {
        const event what = std::move(events_.extract(events_.begin()).mapped());
        what();
    }

private:
    using wall_duration = std::chrono::system_clock::duration;

    [[nodiscard]] std::chrono::system_clock::time_point true_date() const noexcept {
        constexpr std::chrono::sys_days first = std::chrono::year(2026) / 11 / 30;
        return first + std::chrono::duration_cast<wall_duration>(shown_.monotonic - start);
    }

    mrs::simulated_time shown_;
    duration error_{0};
    std::multimap<time_point, event> events_;
};

} // namespace simulation

#endif
