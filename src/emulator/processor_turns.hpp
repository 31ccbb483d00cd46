// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_PROCESSOR_TURNS_HPP
#define MRS_EMULATOR_PROCESSOR_TURNS_HPP

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>

namespace mrs_emulator {

/// Lets so many threads compute at once, and the others wait, in the order in which they came. A
/// thousand threads that all compute would leave nothing to the one that answers, and a priority
/// low enough to prevent that keeps them from noticing that they have to end. May be used from any
/// thread.
class processor_turns {
public:
    explicit processor_turns(std::size_t most) : left_(most) {}

    /// What takes turns. May not go away while it waits or has one.
    class taker {
        friend processor_turns;
        std::condition_variable granted_;
        bool has_turn_ = false;
        bool waits_no_more_ = false;
    };

    /// Waits for a turn.
    void take(taker& who);

    /// Hands on the turn, if there is one.
    void give_back(taker& who);

    /// From now on it is not kept waiting any more, nor takes anybody's turn: it has to end.
    void let_through(taker& who);

    /// Whether anybody waits.
    [[nodiscard]] bool is_wanted() const noexcept { return waiting_count_ != 0; }

private:
    std::mutex mutex_;
    std::size_t left_;
    std::deque<taker*> waiting_;
    std::atomic<std::size_t> waiting_count_ = 0;
};

} // namespace mrs_emulator

#endif
