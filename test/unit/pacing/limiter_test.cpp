// SPDX-License-Identifier: BSL-1.0
#include "pacing/limiter.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <optional>
#include <queue>
#include <random>
#include <vector>

namespace data = boost::unit_test::data;
using mrs::duration;
using mrs::never;
using mrs::time_point;
using mrs::pacing::limiter;
using mrs::pacing::quota;
using mrs::pacing::throttling;
using namespace std::chrono_literals;

namespace rate_limiter {
namespace {

const time_point epoch{1000h};

/// A service that counts in fixed windows, which begin with a request or at even times.
class service {
public:
    service(const quota& allowed, bool aligned) : quota_(allowed), aligned_(aligned) {}

    bool admits(time_point now) {
        const time_point begin =
            aligned_ ? time_point(now.time_since_epoch() / quota_.window * quota_.window)
                     : (now - begin_ >= quota_.window ? now : begin_);
        if (begin != begin_)
            used_ = 0;
        begin_ = begin;
        if (used_ == quota_.limit)
            return false;
        ++used_;
        return true;
    }

private:
    quota quota_;
    bool aligned_;
    time_point begin_{};
    std::size_t used_ = 0;
};

/// Clients with a limiter each, sixteen requests in flight at most, and answers that take about
/// 20 ms, in virtual time.
class simulation {
public:
    simulation(const quota& hidden, bool aligned, bool tells, unsigned seed)
        : hidden_(hidden), tells_(tells), service_(hidden, aligned), random_(seed) {}

    void add(limiter rules) { clients_.emplace_back(std::move(rules)); }

    void run(duration length, duration warm_up) {
        const time_point end = epoch + length;
        for (std::size_t i = 0; i < clients_.size(); ++i)
            wake(i, epoch);
        while (!events_.empty() && events_.top().at < end) {
            const event next = events_.top();
            events_.pop();
            step(next, next.at >= epoch + warm_up);
        }
        steady_ = std::chrono::duration<double>(length - warm_up) / hidden_.window;
    }

    [[nodiscard]] std::size_t refused() const { return refused_; }
    /// The part of the quota that was used, after warming up.
    [[nodiscard]] double used() const {
        return static_cast<double>(steady_admitted_) /
               (steady_ * static_cast<double>(hidden_.limit));
    }
    /// The part of answers that were refusals, after warming up.
    [[nodiscard]] double wasted() const {
        return static_cast<double>(steady_refused_) /
               static_cast<double>(steady_refused_ + steady_admitted_);
    }

private:
    enum class kind { wake, arrive, admitted, refused };
    struct event {
        time_point at;
        kind what = kind::wake;
        std::size_t client = 0;
        friend bool operator<(const event& a, const event& b) { return a.at > b.at; }
    };
    struct client {
        explicit client(limiter own) : rules(std::move(own)) {}
        limiter rules;
        int in_flight = 0;
        time_point wakes{};
    };

    void add_event(time_point at, kind what, std::size_t whose) {
        event next;
        next.at = at;
        next.what = what;
        next.client = whose;
        events_.push(next);
    }
    void wake(std::size_t index, time_point at) { add_event(at, kind::wake, index); }
    duration half_way() {
        std::exponential_distribution<double> latency(1 / 0.02);
        return std::chrono::duration_cast<duration>(
            std::chrono::duration<double>(latency(random_) / 2));
    }

    throttling refusal() {
        throttling told;
        if (tells_)
            told.announced = hidden_;
        told.uniform = std::uniform_real_distribution<double>()(random_);
        return told;
    }

    void step(const event& now, bool steady) {
        client& one = clients_[now.client];
        switch (now.what) {
        case kind::wake:
            break;
        case kind::arrive: {
            const bool good = service_.admits(now.at);
            refused_ += good ? 0 : 1;
            if (steady)
                ++(good ? steady_admitted_ : steady_refused_);
            add_event(now.at + half_way(), good ? kind::admitted : kind::refused, now.client);
            return;
        }
        case kind::admitted:
            --one.in_flight;
            one.rules.finished(now.at);
            break;
        case kind::refused:
            --one.in_flight;
            one.rules.throttled(now.at, refusal());
            break;
        }
        send(one, now);
    }

    void send(client& one, const event& now) {
        while (one.in_flight < 16) {
            const time_point next = one.rules.next_start(now.at);
            if (next == never)
                return;
            if (next > now.at) {
                if (one.wakes <= now.at || next < one.wakes) {
                    one.wakes = next;
                    wake(now.client, next);
                }
                return;
            }
            one.rules.started(now.at);
            ++one.in_flight;
            add_event(now.at + half_way(), kind::arrive, now.client);
        }
    }

    quota hidden_;
    bool tells_;
    service service_;
    std::minstd_rand random_;
    std::vector<client> clients_;
    std::priority_queue<event> events_;
    std::size_t refused_ = 0;
    std::size_t steady_admitted_ = 0;
    std::size_t steady_refused_ = 0;
    double steady_ = 1;
};

/// Of a second; a sanitizer has nothing to find in the last, and takes a minute for it.
auto some_limits() {
    return data::make(MRS_TEST_SANITIZED ? std::vector{30, 60} : std::vector{30, 60, 1000});
}

} // namespace
} // namespace rate_limiter

BOOST_AUTO_TEST_SUITE(rate_limiter)

BOOST_AUTO_TEST_CASE(without_a_quota_it_never_waits) {
    limiter rules;
    for (int i = 0; i < 1000; ++i) {
        BOOST_TEST((rules.next_start(epoch) == epoch));
        rules.started(epoch);
    }
    BOOST_TEST(!rules.current().has_value());
}

BOOST_AUTO_TEST_CASE(a_quiet_start_is_a_burst_and_then_evenly_spaced) {
    limiter rules = limiter::fixed(quota(60, 60s));
    for (int i = 0; i < 60; ++i) {
        BOOST_TEST_REQUIRE((rules.next_start(epoch) == epoch));
        rules.started(epoch);
    }
    BOOST_TEST((rules.next_start(epoch) == never)); // Nothing has ended: nothing can be forgotten.
    for (int i = 0; i < 60; ++i)
        rules.finished(epoch + 1s);
    BOOST_TEST((rules.next_start(epoch + 1s) == epoch + 61s));
    rules.started(epoch + 61s);
    BOOST_TEST((rules.next_start(epoch + 61s) == epoch + 62s));
}

BOOST_AUTO_TEST_CASE(what_was_not_sent_does_not_count) {
    limiter rules = limiter::fixed(quota(1, 60s));
    rules.started(epoch);
    rules.unsent();
    BOOST_TEST((rules.next_start(epoch + 60s) == epoch + 60s));
    rules.started(epoch + 60s);
    rules.finished(epoch + 60s);
    BOOST_TEST((rules.next_start(epoch + 60s) == epoch + 120s));
}

BOOST_AUTO_TEST_CASE(what_was_counted_goes_over_to_other_rules) {
    limiter before = limiter::learning({});
    before.started(epoch);
    before.finished(epoch);
    limiter after = limiter::fixed(quota(1, 60s));
    before.hand_over(after);
    BOOST_TEST((after.next_start(epoch + 1s) == epoch + 60s));
}

/// Row B1: whatever the phase of the service's windows, the first one included.
BOOST_DATA_TEST_CASE(fault_B1_a_known_quota_is_never_exceeded,
                     some_limits() * data::make({false, true}) * data::xrange(5), limit, aligned,
                     seed) {
    const quota known(static_cast<std::size_t>(limit), 1s);
    simulation run(known, aligned, true, static_cast<unsigned>(seed));
    run.add(limiter::fixed(known));
    run.run(60s, 5s);
    BOOST_TEST(run.refused() == 0u);
    // Sixteen requests of 20 ms at once are 800 a second.
    BOOST_TEST(run.used() >= (limit == 1000 ? 0.7 : 0.9));
}

/// Row R10: one client, and three that do not know of one another.
BOOST_DATA_TEST_CASE(fault_R10_a_hidden_quota_is_learned,
                     some_limits() * data::make({false, true}) * data::make({false, true}) *
                         data::make({1, 3}),
                     limit, aligned, tells, clients) {
    const quota hidden(static_cast<std::size_t>(limit), 1s);
    simulation run(hidden, aligned, tells, 7);
    for (int i = 0; i < clients; ++i)
        run.add(limiter::learning({}));
    run.run(200s, 20s);
    BOOST_TEST(run.used() >= (limit == 1000 && clients == 1 ? 0.7 : 0.85));
    BOOST_TEST(run.wasted() <= 0.05);
}

/// Row B2: the documented quota does not hold at this service. Counted from the first request on,
/// so that what is used says how long a list of ids takes.
BOOST_DATA_TEST_CASE(fault_B2_a_smaller_quota_than_the_known_one_is_learned,
                     data::make({false, true}) * data::make({false, true}), aligned, tells) {
    const quota hidden(30, 60s);
    simulation run(hidden, aligned, tells, 7);
    run.add(limiter::learning(quota(60, 60s)));
    run.run(1h, 0s);
    BOOST_TEST(run.used() >= 1 / 1.2);
    BOOST_TEST(run.wasted() <= 0.05);
}

BOOST_AUTO_TEST_CASE(a_part_of_a_quota_is_rounded_down_but_not_to_nothing) {
    BOOST_TEST((quota(60, 60s).part(1) == quota(60, 60s)));
    BOOST_TEST((quota(60, 60s).part(7) == quota(8, 60s)));
    BOOST_TEST((quota(60, 60s).part(60) == quota(1, 60s)));
    BOOST_TEST((quota(60, 60s).part(61) == quota(1, 120s)));
    BOOST_TEST((quota(1, 1s).part(1'000'000) == quota(1, 1'000'000s)));
    BOOST_TEST((quota(1, 24h).part(1'000'000) == quota(1, mrs::pacing::longest_window)));
}

/// Whether the quota is known before, or told by the service.
BOOST_DATA_TEST_CASE(sharers_keep_to_one_quota_together,
                     data::make({false, true}) * data::make({false, true}), known, aligned) {
    const quota hidden(60, 1s);
    simulation run(hidden, aligned, true, 7);
    for (int i = 0; i < 3; ++i)
        run.add(limiter::learning(known ? std::optional<quota>(hidden) : std::nullopt, 3));
    run.run(200s, 20s);
    BOOST_TEST(run.used() >= 0.85);
    BOOST_TEST(run.wasted() <= 0.01);
    if (known)
        BOOST_TEST(run.refused() == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
