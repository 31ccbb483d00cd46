// SPDX-License-Identifier: BSL-1.0
#include "run_bench.hpp"
#include "support/schedules.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstdint>
#include <iterator>
#include <map>
#include <optional>
#include <set>

using mrs::bulk_end;
using mrs::duration;
using mrs::never;
using mrs::bulk::meaning;
using mrs::bulk::run_rules;
using namespace std::chrono_literals;

namespace run_fsm_schedules {
namespace {

/// A run against a service that works, is away, refuses, or forgets the credentials, by turns.
class schedule {
public:
    explicit schedule(std::uint64_t seed)
        : random_(seed), rules_(any_rules()), run_(rules_, random_.below(400), random_.once_in(2)) {
    }

    void run() {
        run_.obey();
        for (int step = 0; step < 400 && !run_.finished; ++step) {
            run_.uniform = random_.uniform();
            happen();
            if (!random_.once_in(4))
                obey();
            check();
        }
        end_it();
    }

private:
    enum class mood : std::uint8_t { working, away, refusing, forgetful };

    run_rules any_rules() {
        run_rules rules;
        if (random_.once_in(2))
            rules.concurrency = 1 + random_.below(20);
        rules.most_connections = 1 + random_.below(20);
        rules.most_waiting = 1 + random_.below(10);
        rules.call_limit = 1ms * random_.below(60'000);
        if (random_.once_in(2))
            rules.outage_limit = 1ms + 1ms * random_.below(600'000);
        if (random_.once_in(4))
            rules.deadline = run_bench::epoch + 1ms * random_.below(600'000);
        rules.most_refusals = random_.below(8);
        rules.fail_fast = random_.once_in(8);
        if (random_.once_in(8))
            rules.max_error_ratio = random_.uniform();
        return rules;
    }

    void obey() {
        const std::uint64_t before = run_.started;
        const bool away = run_.away();
        run_.obey();
        if (away && run_.away() && run_.started != before) {
            expect(run_.started == before + 1, "more than one call probes");
            if (probed_)
                expect(run_.now - *probed_ >= 250ms, "it probes without a pause");
            probed_ = run_.now;
        }
        if (!run_.away())
            probed_.reset();
    }

    void happen() {
        const auto what = random_.below(100);
        if (what < 60)
            end_some();
        else if (what < 70)
            run_.now += 1ms * random_.below(random_.once_in(10) ? 100'000 : 2'000);
        else if (what < 80 && run_.asked)
            run_.give();
        else if (what < 90)
            change();
        else if (what < 95)
            wait_for_some();
        else
            interfere();
        if (random_.once_in(8))
            mood_ = static_cast<mood>(random_.below(4));
    }

    /// What is on the wire, or not.
    void change() {
        for (auto& [index, on_wire] : run_.active)
            if (random_.once_in(3))
                on_wire = !on_wire;
    }

    void interfere() {
        if (!random_.once_in(8))
            return;
        const auto what = random_.below(4);
        if (what == 0) {
            run_.fsm.stop();
        } else if (what == 1) {
            run_.fsm.abort();
        } else if (what == 2) {
            run_.fsm.sink_failed();
        } else if (run_.asked) {
            run_.asked = false;
            run_.fsm.source_failed();
        }
        if (what != 3)
            expect(run_.stopping(), "it was told to stop");
    }

    std::uint64_t any_active() {
        auto at = run_.active.begin();
        std::advance(at, random_.below(run_.active.size()));
        return at->first;
    }

    void end_some() {
        for (auto left = random_.below(4); left > 0 && !run_.active.empty(); --left)
            end(any_active(), any_verdict());
        if (!run_.waited.empty() && random_.once_in(3))
            run_.end_wait(*run_.waited.begin(), meaning::succeeded);
    }

    void wait_for_some() {
        if (run_.active.empty() || random_.once_in(2))
            return;
        run_.wait_for(any_active());
        probed_.reset();
    }

    meaning any_verdict() {
        static constexpr meaning any[] = {meaning::succeeded, meaning::failed,   meaning::own,
                                          meaning::local,     meaning::refused,  meaning::broken,
                                          meaning::faltering, meaning::throttled};
        if (random_.once_in(10))
            return any[random_.below(std::size(any))];
        switch (mood_) {
        case mood::working:
            return meaning::succeeded;
        case mood::away:
            return random_.once_in(5) ? meaning::unreachable : meaning::broken;
        case mood::refusing:
            return meaning::refused;
        case mood::forgetful:
            return random_.once_in(2) ? meaning::unauthorized : meaning::no_credentials;
        }
        return meaning::succeeded;
    }

    void end(std::uint64_t index, meaning what) {
        const bool stopping = run_.stopping();
        const auto how = run_bench::ending(what, what == meaning::refused ? 404 : 503);
        run_.end(index, how);
        if (what == meaning::local)
            probed_.reset(); // The next call probes at once.
        const bool fails = what == meaning::broken || what == meaning::faltering ||
                           what == meaning::unreachable || what == meaning::no_credentials;
        if (fails)
            ++failures_[index];
        if (what == meaning::broken && run_.outcomes.contains(index))
            expect(stopping || run_.stopping() || failures_[index] >= 3,
                   "an id was used up in an outage");
    }

    void check() const {
        expect(run_.outcomes.size() + run_.active.size() + run_.waited.size() + run_.kept.size() +
                       1 >=
                   run_.taken,
               "an item was lost");
        if (run_.finished)
            expect(run_.outcomes.size() == run_.taken, "it ended without all outcomes");
    }

    /// However it stands, it comes to its end: the service is back, or stays away.
    void end_it() {
        const bool back = random_.once_in(2);
        for (int rounds = 0; !run_.finished; ++rounds) {
            expect(rounds < 20'000, "it never ends");
            run_.uniform = random_.uniform();
            while (run_.asked)
                run_.give();
            run_.obey();
            while (!run_.active.empty())
                run_.end(run_.active.begin()->first,
                         run_bench::ending(back ? meaning::succeeded : meaning::broken));
            while (!run_.waited.empty())
                run_.end_wait(*run_.waited.begin(), meaning::succeeded);
            run_.obey();
            if (!run_.finished && run_.active.empty() && !run_.asked && run_.wake != never)
                run_.now = run_.wake;
        }
        check();
    }

    dice random_;
    run_rules rules_;
    run_bench run_;
    mood mood_ = mood::working;
    std::map<std::uint64_t, int> failures_;
    std::optional<mrs::time_point> probed_;
};

/// The service is away at any moment and for any time, and is back until all that failed was asked
/// for again: nothing is lost that can succeed.
class outages {
public:
    explicit outages(std::uint64_t seed)
        : random_(seed), run_(rules(), 50 + random_.below(200), random_.once_in(2)) {}

    void run() {
        run_.obey();
        bool away = false;
        auto until = run_.now + 1s * random_.below(10);
        while (!run_.finished) {
            run_.uniform = random_.uniform();
            if (run_.asked)
                run_.give();
            run_.now += 1ms * random_.below(200);
            if (run_.now >= until && (away || (answered_ && failing_.empty()))) {
                away = !away;
                answered_ = false;
                until = run_.now + 1s * random_.below(away ? 800 : 20);
            }
            if (!run_.active.empty() && random_.once_in(2))
                end_one(away);
            run_.obey();
            if (run_.active.empty() && !run_.asked && !run_.finished)
                run_.now = run_.wake;
        }
        expect(run_.fsm.end() == bulk_end::complete, "it gave up");
        expect(run_.outcomes.size() == run_.taken && run_.dropped == 0, "an id has no outcome");
        // The last id alone may be at fault, as far as anybody can tell, where it was sent.
        expect(used_up_ <= (sent_ ? 1 : 0), "an id was used up");
    }

private:
    void end_one(bool away) {
        const auto index = run_.active.begin()->first;
        auto how = run_bench::ending(away ? meaning::broken : meaning::succeeded);
        how.sent = how.sent && (sent_ || !away);
        run_.end(index, how);
        answered_ = !away;
        const bool ended = run_.outcomes.contains(index);
        if (away && ended)
            ++used_up_;
        if (ended)
            failing_.erase(index);
        else
            failing_.insert(index);
    }

    run_rules rules() {
        run_rules made;
        made.concurrency = 1 + random_.below(16);
        made.outage_limit = 15min;
        return made;
    }

    dice random_;
    run_bench run_;
    bool sent_ = random_.once_in(2);  ///< The service answers 503, or cannot be connected to.
    bool answered_ = false;           ///< Since the service came back.
    std::set<std::uint64_t> failing_; ///< Those that failed, and have no outcome yet.
    int used_up_ = 0;
};

} // namespace
} // namespace run_fsm_schedules

BOOST_AUTO_TEST_SUITE(run_fsm_schedules)

BOOST_AUTO_TEST_CASE(what_must_hold_holds_whatever_happens) {
    run_schedules(10'000, [](std::uint64_t seed) { schedule(seed).run(); });
}

BOOST_AUTO_TEST_CASE(an_outage_uses_up_no_id) {
    run_schedules(3'000, [](std::uint64_t seed) { outages(seed).run(); });
}

BOOST_AUTO_TEST_SUITE_END()
