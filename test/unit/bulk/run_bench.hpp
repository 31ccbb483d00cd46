// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_UNIT_RUN_BENCH_HPP
#define MRS_TEST_UNIT_RUN_BENCH_HPP

#include "bulk/run_fsm.hpp"
#include "support/dice.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>

/// A shell of the run's machine without calls: obeys it, and checks what must hold whatever
/// happens. Items are named by their index.
class run_bench {
public:
    using meaning = mrs::bulk::meaning;
    using kind = mrs::bulk::run_action::kind;

    static constexpr mrs::time_point epoch{std::chrono::hours(1000)};

    explicit run_bench(const mrs::bulk::run_rules& rules, std::uint64_t items,
                       bool asynchronous = false)
        : fsm(rules), rules_(rules), left_(items), asynchronous_(asynchronous) {}

    mrs::bulk::run_fsm fsm;
    mrs::time_point now = epoch;
    double uniform = 1;

    std::map<std::uint64_t, bool> active; ///< In flight, and whether it is on the wire.
    std::set<std::uint64_t> waited;
    std::set<std::uint64_t> kept;
    std::map<std::uint64_t, int> outcomes;
    std::uint64_t taken = 0;
    std::uint64_t started = 0;
    std::uint64_t dropped = 0;
    std::string orders; ///< Those of the last `obey`: call_off, stop_asking and so on.
    mrs::time_point wake = mrs::never;
    bool asked = false;
    bool finished = false;

    static mrs::bulk::item_ending ending(meaning what, int status = 0) {
        mrs::bulk::item_ending how;
        how.kind = what;
        how.good = what == meaning::succeeded;
        how.sent = what != meaning::local && what != meaning::unreachable &&
                   what != meaning::no_credentials;
        if (how.good)
            return how;
        how.error = make_error_code(mrs::errc::service_error);
        auto info = std::make_shared<mrs::diagnostics>();
        info->http_status = status;
        how.info = std::move(info);
        return how;
    }

    /// Does what the machine says until it has nothing to say.
    void obey() {
        orders.clear();
        for (int steps = 0; !finished; ++steps) {
            expect(steps < 100'000, "the machine never rests");
            const auto action = fsm.next(now);
            if (action.what == kind::rest) {
                wake = action.wake;
                expect(wake > now, "it would be asked again at once");
                return;
            }
            obey(action);
        }
    }

    void end(std::uint64_t index, const mrs::bulk::item_ending& how) {
        expect(active.erase(index) == 1, "an item ended that was not in flight");
        if (probe_ == index)
            probe_.reset();
        if (fsm.ended(index, how, now, uniform))
            expect(kept.insert(index).second, "an item is kept twice");
        else
            told(index);
    }
    void end(std::uint64_t index, meaning what, int status = 0) {
        end(index, ending(what, status));
        obey();
    }
    /// All in flight alike.
    void end_all(meaning what, int status = 0) {
        while (!active.empty())
            end_one(active.begin()->first, what, status);
        obey();
    }
    void wait_for(std::uint64_t index) {
        active.erase(index);
        if (probe_ == index)
            probe_.reset();
        waited.insert(index);
        fsm.waiting(index, std::nullopt);
    }
    void end_wait(std::uint64_t index, meaning what) {
        expect(waited.erase(index) == 1, "an item ended that was not waited for");
        fsm.wait_ended(ending(what));
        told(index);
    }
    /// The source that was asked answers.
    void give() {
        asked = false;
        if (left_ == 0) {
            fsm.source_ended();
            return;
        }
        --left_;
        fsm.taken(taken++);
    }
    void pass(mrs::duration time) {
        now += time;
        obey();
    }
    /// Lets time pass until the machine wants to be asked again.
    void until_woken() {
        expect(wake != mrs::never, "nothing is waited for");
        now = wake;
        obey();
    }
    [[nodiscard]] bool away() const { return fsm.away_since().has_value(); }
    [[nodiscard]] bool stopping() const { return fsm.end() != mrs::bulk_end::complete; }

private:
    void end_one(std::uint64_t index, meaning what, int status) {
        end(index, ending(what, status));
    }

    void obey(const mrs::bulk::run_action& action) {
        switch (action.what) {
        case kind::take:
            expect(!asked, "the source is asked twice at once");
            expect(!stopping(), "something is taken after a stop");
            asked = true;
            if (!asynchronous_)
                give();
            break;
        case kind::start:
            start(action.index);
            break;
        case kind::drop:
            ++dropped;
            kept.erase(action.index);
            told(action.index);
            break;
        case kind::finish:
            orders += "finish ";
            expect(active.empty() && waited.empty() && !asked, "it ended before its items");
            finished = true;
            break;
        default:
            order(action.what);
        }
    }

    void order(kind what) {
        if (what == kind::call_off) {
            orders += "call_off ";
            end_those([](const auto& one) { return !one.second; });
        } else if (what == kind::end_all) {
            orders += "end_all ";
            end_those([](const auto&) { return true; });
        } else if (what == kind::stop_asking) {
            orders += "stop_asking ";
            expect(asked, "nobody asks the source");
        } else {
            orders += "end_waiting ";
        }
        if (what == kind::end_waiting || what == kind::end_all)
            while (!waited.empty())
                end_wait(*waited.begin(), meaning::called_off);
    }

    template<typename Which>
    void end_those(Which which) {
        const auto all = active;
        for (const auto& one : all)
            if (which(one))
                end(one.first, ending(meaning::called_off));
    }

    void start(std::uint64_t index) {
        expect(!stopping(), "something is started after a stop");
        expect(!outcomes.contains(index), "an item is started after its outcome");
        expect(active.size() < fsm.concurrency(), "more is in flight than may be");
        expect(waited.size() < rules_.most_waiting, "more is waited for than may be");
        if (away()) {
            expect(!probe_, "two calls probe at once");
            probe_ = index;
        }
        kept.erase(index);
        expect(active.emplace(index, true).second, "an item is started twice");
        ++started;
    }

    void told(std::uint64_t index) { expect(++outcomes[index] == 1, "an item has two outcomes"); }

    mrs::bulk::run_rules rules_;
    std::uint64_t left_;
    std::optional<std::uint64_t> probe_;
    bool asynchronous_;
};

#endif
