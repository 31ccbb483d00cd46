// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_UNIT_POOL_SCHEDULE_HPP
#define MRS_TEST_UNIT_POOL_SCHEDULE_HPP

#include "pool_parts.hpp"
#include "support/dice.hpp"

#include <algorithm>
#include <cstddef>
#include <deque>
#include <memory>
#include <optional>
#include <vector>

/// Drives a pool's state machine with random events, and holds it to a model that knows who waits,
/// who has what, and what no connection may be used for. Each broken rule throws.
class pool_schedule {
public:
    explicit pool_schedule(dice random);

    /// Random events, then only good ones, then the end; `expect`s throughout.
    void run();

private:
    using time_point = mrs::time_point;

    struct user : test_waiter {
        enum class place { outside, queued, holding };
        place where = place::outside;
    };

    struct connection : test_slot {
        user* holder = nullptr;
        std::size_t uses = 0;
        bool ahead = false;
        time_point born{};
        time_point idle_since{};
        mrs::duration keep{0};
    };

    void event();
    void enqueue();
    void remove();
    void opened(std::size_t at);
    void open_failed(std::size_t at);
    void not_opened(std::size_t at);
    void released(std::size_t at);
    void lost(std::size_t at);
    void lost_idle();
    void replaced();
    void warm_up();

    void pump();
    /// One decision of the pool, checked and obeyed. False where there was nothing to do.
    bool step();
    void note_laid_by();
    void obey_open();
    void obey_grant(const mrs::pool::action& decision);
    void obey_close(connection& closed);
    void check_dry() const;
    void check_counts();

    void serve_everybody();
    void end();

    [[nodiscard]] bool nobody_wants(const connection& one) const;
    [[nodiscard]] bool is_old(const connection& one, double share) const;
    [[nodiscard]] bool is_stale(const connection& one, double share) const;
    [[nodiscard]] bool is_worn(const connection& one) const;
    [[nodiscard]] std::size_t waiting() const { return fresh_.size() + normal_.size(); }
    [[nodiscard]] std::size_t total() const { return opening_.size() + open(); }
    [[nodiscard]] std::size_t open() const { return ready_.size() + idle_.size() + in_use_.size(); }
    /// Whether an opening failed beside connections that are open, and none went well since.
    [[nodiscard]] bool hesitates() const { return pause_ != mrs::duration(0) && open() > 0; }
    template<typename Container>
    static bool take(Container& from, const typename Container::value_type& one) {
        const auto at = std::find(from.begin(), from.end(), one);
        if (at == from.end())
            return false;
        from.erase(at);
        return true;
    }
    user& take_first();
    connection& take_in_use(std::size_t at);

    dice random_;
    mrs::pool::limits bounds_;
    time_point now_{std::chrono::hours(1)};
    bool draining_ = false;
    std::size_t ahead_ = 0;
    mrs::duration pause_{0};
    time_point pause_end_ = time_point::min();
    std::vector<std::unique_ptr<user>> users_;
    std::vector<std::unique_ptr<connection>> connections_;
    std::deque<user*> fresh_;
    std::deque<user*> normal_;
    std::vector<connection*> opening_;
    std::deque<connection*> ready_;
    std::deque<connection*> idle_; ///< Most recently used first.
    std::vector<connection*> in_use_;
    std::optional<mrs::pool::pool_state> pool_; ///< Goes before those whom its lists link.
};

#endif
