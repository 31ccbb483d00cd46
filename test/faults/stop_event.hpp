// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_STOP_EVENT_HPP
#define MRS_TEST_STOP_EVENT_HPP

#include "fault_peer.hpp"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <set>

namespace mrs_test {

class stop_event {
public:
    stop_event() = default;
    stop_event(const stop_event&) = delete;
    stop_event& operator=(const stop_event&) = delete;
    ~stop_event() = default;

    /// Ends the pauses, and the connections of those that have entered or will.
    void set() {
        const std::lock_guard lock(mutex_);
        set_ = true;
        for (fault_peer* const peer : peers_)
            peer->shut_down();
        changed_.notify_all();
    }

    void enter(fault_peer& peer) {
        const std::lock_guard lock(mutex_);
        peers_.insert(&peer);
        if (set_)
            peer.shut_down();
    }
    void leave(fault_peer& peer) {
        const std::lock_guard lock(mutex_);
        peers_.erase(&peer);
    }

    /// Ends every connection that there is, by `how` of `fault_peer`, and goes on.
    void shut_down_all() {
        const std::lock_guard lock(mutex_);
        for (fault_peer* const peer : peers_)
            peer->shut_down();
    }

    /// Returns false where it was set before `time` was over.
    bool pause(std::chrono::milliseconds time) {
        std::unique_lock lock(mutex_);
        return !changed_.wait_for(lock, time, [this] { return set_; });
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::set<fault_peer*> peers_;
    bool set_ = false;
};

} // namespace mrs_test

#endif
