// SPDX-License-Identifier: BSL-1.0
#include "plan.hpp"

#include "support/dice.hpp"

#include <algorithm>
#include <sstream>

namespace simulation {

namespace {

/// Up to `most`, by the millisecond.
duration some(dice& random, duration most) {
    return std::chrono::milliseconds(
        random.below(static_cast<std::uint64_t>(
                         std::chrono::duration_cast<std::chrono::milliseconds>(most).count()) +
                     1));
}

mrs::pacing::quota some_quota(dice& random) {
    static constexpr std::size_t limits[] = {5, 20, 60, 100};
    static constexpr duration windows[] = {1s, 10s, 1min};
    return {limits[random.below(4)], windows[random.below(3)]};
}

/// A request counts for longer than a window by the time that its answer takes: where that is short
/// beside the window, the pace is the quota's.
void be_quick(plan& one) {
    one.latency = std::min<duration>(one.latency, one.quota.window / 20);
}

void draw_known_quota(plan& one, dice& random) {
    one.what_for = purpose::known_quota;
    one.knows_quota = true;
    one.ids = one.quota.limit * (4 + random.below(20));
    one.concurrency = random.once_in(2) ? 0 : 8 + random.below(20);
    be_quick(one);
}

void draw_learned_quota(plan& one, dice& random) {
    one.what_for = purpose::learned_quota;
    one.announces = random.once_in(2);
    // In whole seconds, a window of one is waited for too long.
    one.asks_to_wait = one.quota.window > 1s && random.once_in(4);
    // What nobody says takes up to forty windows to learn.
    one.ids = one.quota.limit * ((one.announces ? 20 : 90) + random.below(40));
    be_quick(one);
}

void draw_outages(plan& one, dice& random) {
    one.what_for = purpose::outages;
    one.knows_quota = random.once_in(2);
    one.ids = 200 + random.below(800);
    one.backup = random.once_in(4);
    duration begin = 5s + some(random, 1min);
    for (std::uint64_t count = 1 + random.below(3); count > 0; --count) {
        outage away;
        away.what = static_cast<outage::kind>(random.below(3));
        away.begin = begin;
        away.length = some(random, 10min);
        one.outages.push_back(away);
        begin += away.length + 1min + some(random, 10min);
    }
}

void draw_user(plan& one, dice& random) {
    one.does = static_cast<deed>(random.below(6));
    one.does_at = some(random, random.once_in(2) ? duration(2s) : duration(5min));
    one.calls = random.below(60);
    one.waits_for = random.below(20);
    one.submissions = random.below(20);
    one.spread = some(random, 10min);
    one.queries = random.below(20);
}

void draw_credentials(plan& one, dice& random) {
    one.shown = static_cast<proof>(random.below(5));
    one.life = 30s + some(random, 1h);
    one.fetching = some(random, random.once_in(4) ? duration(30s) : duration(200ms));
    one.unfetched = random.once_in(3) ? random.below(500) : 0;
    one.revokes = random.once_in(4);
    if (random.once_in(3))
        one.clock_error = some(random, 2h) - 1h;
    if (random.once_in(3))
        one.set = some(random, 10min);
}

void draw_trouble(plan& one, dice& random) {
    if (random.once_in(2))
        draw_outages(one, random);
    one.what_for = purpose::trouble;
    one.knows_quota = random.once_in(2);
    one.ids = random.below(400);
    one.concurrency = random.below(40);
    one.waits = random.once_in(4);
    if (random.once_in(4))
        one.feeding = some(random, 2s);
    one.slow = random.below(20);
    one.faults = random.below(100);
    one.unopened = random.below(100);
    one.others = random.once_in(2) ? random.uniform() : 0;
    one.announces = random.once_in(2);
    one.asks_to_wait = random.once_in(2);
    for (std::uint64_t count = random.below(4); count > 0; --count)
        one.restarts.push_back(some(random, 10min));
    one.keeps_idle = 1s + some(random, 1min);
    one.errors = random.below(100);
    one.failed = random.below(100);
    one.unknown = random.below(100);
    draw_credentials(one, random);
    draw_user(one, random);
}

} // namespace

plan draw(std::uint64_t seed) {
    plan one;
    one.seed = seed;
    if (seed == 0) {
        one.what_for = purpose::known_quota;
        one.knows_quota = true;
        one.ids = 10'000;
        return one;
    }
    dice random(seed);
    one.latency = 1ms + some(random, 300ms);
    one.quota = some_quota(random);
    one.phase = some(random, one.quota.window);
    switch (random.below(6)) {
    case 0:
        draw_known_quota(one, random);
        break;
    case 1:
        draw_learned_quota(one, random);
        break;
    case 2:
        draw_outages(one, random);
        break;
    default:
        draw_trouble(one, random);
        break;
    }
    return one;
}

std::string to_string(const plan& one) {
    static constexpr const char* purposes[] = {"known quota", "learned quota", "outages",
                                               "trouble"};
    static constexpr const char* proofs[] = {"token", "fetched token", "fetched key", "password",
                                             "metadata"};
    static constexpr const char* deeds[] = {"nothing",  "stop",  "abort",
                                            "deadline", "close", "forget"};
    const auto seconds = [](duration time) { return std::chrono::duration<double>(time).count(); };
    std::ostringstream text;
    text << "seed " << one.seed << ": " << purposes[static_cast<int>(one.what_for)] << ", "
         << one.ids << " ids at " << one.concurrency << (one.waits ? ", waiting, " : ", ")
         << "fed each " << seconds(one.feeding) << " s, " << one.calls << " calls, "
         << one.waits_for << " that wait, " << one.submissions << " submissions, " << one.queries
         << " queries within " << seconds(one.spread) << " s; latency " << seconds(one.latency)
         << " s; of 1000: slow " << one.slow << ", faults " << one.faults << ", unopened "
         << one.unopened << (one.backup ? ", a second endpoint" : "") << ", errors " << one.errors
         << ", FAILED " << one.failed << ", unknown " << one.unknown << "; quota "
         << one.quota.limit << " in " << seconds(one.quota.window) << " s, phase "
         << seconds(one.phase) << " s"
         << (one.knows_quota ? ", known"
             : one.announces ? ", announced"
                             : "")
         << ", others " << one.others << "; " << proofs[static_cast<int>(one.shown)] << " for "
         << seconds(one.life) << " s, fetched in " << seconds(one.fetching) << " s, of 1000 not "
         << one.unfetched << (one.revokes ? ", revoked" : "") << "; clock off by "
         << seconds(one.clock_error) << " s; " << deeds[static_cast<int>(one.does)] << " at "
         << seconds(one.does_at) << " s";
    for (const outage& away : one.outages)
        text << "; away (" << static_cast<int>(away.what) << ") at " << seconds(away.begin)
             << " s for " << seconds(away.length) << " s";
    for (const duration restart : one.restarts)
        text << "; restart at " << seconds(restart) << " s";
    return text.str();
}

} // namespace simulation
