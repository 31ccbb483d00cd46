// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_BULK_BULK_STATE_HPP
#define MRS_BULK_BULK_STATE_HPP

#include "bulk/bulk_counts.hpp"
#include "core/clock.hpp"
#include "pacing/limiter.hpp"

#include <mrs/bulk.hpp>

#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>

namespace mrs::detail {

/// What a run and its handles share.
class bulk_state {
public:
    enum class wish { go_on, stop, abort };

    /// Called by the run: `forward` tells it, on any thread, that a handle has news from now on;
    /// what was asked before, the run looks up.
    /// @param time the one that the run goes by
    void attach(const time_source& time, std::function<void()> forward) {
        const std::lock_guard lock(mutex_);
        time_ = time;
        progress_ = {};
        published_ = time.now();
        forward_ = std::move(forward);
    }
    void detach() {
        const std::lock_guard lock(mutex_);
        forward_ = nullptr;
    }

    void ask(wish what) {
        std::function<void()> forward;
        {
            const std::lock_guard lock(mutex_);
            if (what <= wish_)
                return;
            wish_ = what;
            forward = forward_;
        }
        if (forward)
            forward();
    }
    [[nodiscard]] wish asked() const {
        const std::lock_guard lock(mutex_);
        return wish_;
    }

    void expect(std::uint64_t total) {
        std::function<void()> forward;
        {
            const std::lock_guard lock(mutex_);
            total_ = total;
            forward = forward_;
        }
        if (forward)
            forward();
    }
    [[nodiscard]] std::optional<std::uint64_t> expected() const {
        const std::lock_guard lock(mutex_);
        return total_;
    }

    void publish(const bulk_progress& now, time_point at,
                 const std::optional<pacing::quota>& quota) {
        const std::lock_guard lock(mutex_);
        progress_ = now;
        published_ = at;
        quota_ = quota;
    }
    /// A run that waits publishes nothing, and its time goes on.
    [[nodiscard]] bulk_progress progress() const {
        const std::lock_guard lock(mutex_);
        bulk_progress now = progress_;
        if (forward_) {
            now.elapsed += time_.now() - published_;
            bulk::tell_time_left(now, total_, quota_);
        }
        return now;
    }

private:
    mutable std::mutex mutex_;
    std::function<void()> forward_;
    wish wish_ = wish::go_on;
    std::optional<std::uint64_t> total_;
    time_source time_;
    bulk_progress progress_;
    time_point published_{};
    std::optional<pacing::quota> quota_; ///< That the run kept to then.
};

} // namespace mrs::detail

#endif
