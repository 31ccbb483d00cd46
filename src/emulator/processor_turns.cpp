// SPDX-License-Identifier: BSL-1.0
#include "processor_turns.hpp"

#include <algorithm>

namespace mrs_emulator {

void processor_turns::take(taker& who) {
    std::unique_lock lock(mutex_);
    if (who.waits_no_more_)
        return;
    if (left_ > 0) {
        --left_;
        who.has_turn_ = true;
        return;
    }
    waiting_.push_back(&who);
    waiting_count_ = waiting_.size();
    who.granted_.wait(lock, [&who] { return who.has_turn_ || who.waits_no_more_; });
}

void processor_turns::give_back(taker& who) {
    const std::lock_guard lock(mutex_);
    if (!who.has_turn_)
        return;
    who.has_turn_ = false;
    if (waiting_.empty()) {
        ++left_;
        return;
    }
    taker& next = *waiting_.front();
    waiting_.pop_front();
    waiting_count_ = waiting_.size();
    next.has_turn_ = true;
    next.granted_.notify_one();
}

void processor_turns::let_through(taker& who) {
    const std::lock_guard lock(mutex_);
    who.waits_no_more_ = true;
    const auto place = std::find(waiting_.begin(), waiting_.end(), &who);
    if (place != waiting_.end()) {
        waiting_.erase(place);
        waiting_count_ = waiting_.size();
        who.granted_.notify_one();
    }
}

} // namespace mrs_emulator
