// SPDX-License-Identifier: BSL-1.0
#include "core/timer_queue.hpp"
#include "support/schedules.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

using mrs::never;
using mrs::time_point;
using mrs::timer;
using mrs::timer_queue;
using namespace std::chrono_literals;

namespace timers {
namespace {

constexpr time_point start{1h};

/// A timer that writes its name when it fires, and then does what it was told to.
class named {
public:
    named(timer_queue& queue, std::string name, std::string& log)
        : timer_(queue, &mrs::fire_member<&named::fire, named>, this), name_(std::move(name)),
          log_(log) {}

    timer& operator*() { return timer_; }
    timer* operator->() { return &timer_; }
    void then(std::function<void()> action) { action_ = std::move(action); }

private:
    void fire() {
        log_ += name_;
        if (action_)
            action_();
    }

    timer timer_;
    std::string name_;
    std::string& log_;
    std::function<void()> action_;
};

class listener final : public mrs::timer_listener {
public:
    void on_first_changed() override { ++heard; }
    int heard = 0;
};

struct fixture {
    timer_queue queue;
    std::string log;
    named a{queue, "a", log};
    named b{queue, "b", log};
    named c{queue, "c", log};
};

} // namespace
} // namespace timers

BOOST_FIXTURE_TEST_SUITE(timers, fixture)

BOOST_AUTO_TEST_CASE(is_empty_at_first) {
    BOOST_TEST((queue.next() == never));
    queue.run_due(never - 1ns);
    BOOST_TEST(log.empty());
}

BOOST_AUTO_TEST_CASE(fires_what_is_due_earliest_first) {
    a->schedule(start + 3s);
    b->schedule(start + 1s);
    c->schedule(start + 2s);
    BOOST_TEST((queue.next() == start + 1s));
    queue.run_due(start + 2s);
    BOOST_TEST(log == "bc");
    BOOST_TEST((queue.next() == start + 3s));
    BOOST_TEST(a->pending());
    BOOST_TEST(!b->pending());
}

BOOST_AUTO_TEST_CASE(fires_at_its_time_and_not_before) {
    a->schedule(start);
    queue.run_due(start - 1ns);
    BOOST_TEST(log.empty());
    queue.run_due(start);
    BOOST_TEST(log == "a");
    queue.run_due(start);
    BOOST_TEST(log == "a");
}

BOOST_AUTO_TEST_CASE(fires_equal_times_in_the_order_of_their_scheduling) {
    c->schedule(start);
    a->schedule(start);
    b->schedule(start);
    queue.run_due(start);
    BOOST_TEST(log == "cab");
}

BOOST_AUTO_TEST_CASE(a_second_wish_takes_the_place_of_the_first) {
    a->schedule(start + 1s);
    b->schedule(start + 2s);
    a->schedule(start + 3s);
    BOOST_TEST((a->expiry() == start + 3s));
    queue.run_due(start + 2s);
    BOOST_TEST(log == "b");
    a->schedule(start);
    queue.run_due(start);
    BOOST_TEST(log == "ba");
    BOOST_TEST((queue.next() == never));
}

BOOST_AUTO_TEST_CASE(never_is_no_expiry) {
    a->schedule(never);
    BOOST_TEST(!a->pending());
    a->schedule(start);
    a->schedule(never);
    BOOST_TEST(!a->pending());
    BOOST_TEST((queue.next() == never));
}

BOOST_AUTO_TEST_CASE(a_cancelled_timer_does_not_fire) {
    a->schedule(start);
    b->schedule(start);
    a->cancel();
    a->cancel();
    queue.run_due(start);
    BOOST_TEST(log == "b");
}

BOOST_AUTO_TEST_CASE(a_destroyed_timer_does_not_fire) {
    auto d = std::make_unique<named>(queue, "d", log);
    (*d)->schedule(start);
    d.reset();
    queue.run_due(start);
    BOOST_TEST(log.empty());
}

BOOST_AUTO_TEST_CASE(a_fired_timer_may_schedule_itself_again) {
    a.then([this] {
        if (log.size() < 3)
            a->schedule(start + 1s);
    });
    a->schedule(start);
    queue.run_due(start);
    BOOST_TEST(log == "a");
    queue.run_due(start + 1s);
    BOOST_TEST(log == "aaa");
}

BOOST_AUTO_TEST_CASE(a_fired_timer_may_cancel_or_destroy_another) {
    auto d = std::make_unique<named>(queue, "d", log);
    a.then([&] {
        b->cancel();
        d.reset();
    });
    a->schedule(start);
    b->schedule(start);
    (*d)->schedule(start);
    c->schedule(start);
    queue.run_due(start);
    BOOST_TEST(log == "ac");
}

BOOST_AUTO_TEST_CASE(a_fired_timer_may_destroy_itself) {
    auto d = std::make_unique<named>(queue, "d", log);
    d->then([&d] { d.reset(); });
    (*d)->schedule(start);
    queue.run_due(start);
    BOOST_TEST(log == "d");
}

BOOST_AUTO_TEST_CASE(a_suspended_timer_does_not_fire_until_it_is_scheduled_again) {
    a->schedule(start);
    b->schedule(start + 1s);
    a->suspend();
    a->suspend();
    BOOST_TEST(!a->pending());
    BOOST_TEST((queue.next() == start + 1s));
    a->schedule(start + 2s);
    queue.run_due(start + 1s);
    BOOST_TEST(log == "b");
    a->suspend();
    a->schedule(start);
    BOOST_TEST((queue.next() == start));
    queue.run_due(start + 2s);
    BOOST_TEST(log == "ba");
}

BOOST_AUTO_TEST_CASE(a_suspended_timer_may_be_destroyed) {
    auto d = std::make_unique<named>(queue, "d", log);
    (*d)->schedule(start);
    (*d)->suspend();
    d.reset();
    a->schedule(start);
    queue.run_due(start);
    BOOST_TEST(log == "a");
}

BOOST_AUTO_TEST_CASE(the_listener_hears_of_the_only_one_behind_suspended_ones) {
    listener ear;
    queue.listen(&ear);
    a->schedule(start);
    a->suspend();
    BOOST_TEST(ear.heard == 2);
    BOOST_TEST((queue.next() == never));
    b->schedule(start + 1s);
    BOOST_TEST(ear.heard == 3);
    BOOST_TEST((queue.next() == start + 1s));
    b->cancel();
    a->schedule(start + 2s);
    a->suspend();
    a->schedule(start + 3s);
    BOOST_TEST(ear.heard == 7);
    BOOST_TEST((queue.next() == start + 3s));
    queue.listen(nullptr);
}

BOOST_AUTO_TEST_CASE(the_listener_hears_of_an_earlier_first_and_of_emptiness) {
    listener ear;
    queue.listen(&ear);
    a->schedule(start + 2s);
    BOOST_TEST(ear.heard == 1);
    b->schedule(start + 3s);
    BOOST_TEST(ear.heard == 1);
    c->schedule(start + 2s);
    BOOST_TEST(ear.heard == 1);
    b->schedule(start + 1s);
    BOOST_TEST(ear.heard == 2);
    b->cancel();
    a->cancel();
    BOOST_TEST(ear.heard == 2);
    c->cancel();
    BOOST_TEST(ear.heard == 3);
    queue.listen(nullptr);
    a->schedule(start);
    BOOST_TEST(ear.heard == 3);
}

BOOST_AUTO_TEST_CASE(the_only_timer_moves_without_an_empty_moment) {
    listener ear;
    queue.listen(&ear);
    a->schedule(start + 2s);
    a->schedule(start + 3s);
    BOOST_TEST(ear.heard == 1);
    a->schedule(start + 1s);
    BOOST_TEST(ear.heard == 2);
    a->schedule(never);
    BOOST_TEST(ear.heard == 3);
    queue.listen(nullptr);
}

/// Against the plainest model there is: a list of times.
BOOST_AUTO_TEST_CASE(agrees_with_a_model) {
    dice random(1);
    std::vector<std::unique_ptr<named>> all;
    std::vector<time_point> model(50, never);
    for (std::size_t i = 0; i < model.size(); ++i)
        all.push_back(std::make_unique<named>(queue, ".", log));
    time_point now = start;
    for (int step = 0; step < 20'000; ++step) {
        const std::size_t one = random.below(model.size());
        switch (random.below(5)) {
        case 0:
            (*all[one])->cancel();
            model[one] = never;
            break;
        case 4:
            (*all[one])->suspend();
            model[one] = never;
            break;
        case 1: {
            now += std::chrono::nanoseconds(random.below(20));
            std::size_t due = 0;
            for (time_point& at : model)
                if (at <= now) {
                    at = never;
                    ++due;
                }
            log.clear();
            queue.run_due(now);
            BOOST_REQUIRE(log.size() == due);
            break;
        }
        default:
            model[one] = now + std::chrono::nanoseconds(random.below(100)) - 10ns;
            (*all[one])->schedule(model[one]);
        }
        BOOST_REQUIRE((queue.next() == *std::min_element(model.begin(), model.end())));
        BOOST_REQUIRE((*all[one])->pending() == (model[one] != never));
    }
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(deadlines)

using timers::start;

BOOST_AUTO_TEST_CASE(zero_is_no_limit) {
    BOOST_TEST((mrs::deadline_after(start, mrs::duration::zero()) == never));
    BOOST_TEST((mrs::deadline_after(start, 1ns) == start + 1ns));
}

BOOST_AUTO_TEST_CASE(sums_do_not_overflow) {
    BOOST_TEST((mrs::deadline_after(start, mrs::duration::max()) == never));
    BOOST_TEST((mrs::deadline_after(start, never - start) == never));
    BOOST_TEST((mrs::deadline_after(start, never - start - 1ns) == never - 1ns));
}

BOOST_AUTO_TEST_SUITE_END()
