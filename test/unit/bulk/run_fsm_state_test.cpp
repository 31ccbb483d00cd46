// SPDX-License-Identifier: BSL-1.0
#include "run_bench.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

using mrs::bulk_end;
using mrs::bulk::meaning;
using mrs::bulk::run_rules;
using namespace std::chrono_literals;

// Every state of a run times every event.

namespace run_fsm_states {
namespace {

run_rules rules() {
    run_rules made;
    made.concurrency = 2;
    made.deadline = run_bench::epoch + 1h;
    return made;
}

/// Two calls in flight, one of them on the wire, of a service that has answered.
run_bench running() {
    run_bench run(rules(), 20);
    run.obey();
    run.end(0, meaning::succeeded);
    run.active[2] = false;
    return run;
}

run_bench starving() {
    run_bench run(rules(), 20, true);
    run.obey();
    return run;
}

run_bench waiting() {
    run_bench run = running();
    run.wait_for(1);
    run.obey();
    return run;
}

run_bench suspected() {
    run_bench run = running();
    run.end(1, meaning::broken);
    return run;
}

run_bench paused() {
    run_bench run = running();
    while (!run.away())
        run.end(run.active.begin()->first, meaning::broken);
    run.end_all(meaning::broken);
    return run;
}

run_bench probing() {
    run_bench run = paused();
    run.until_woken();
    return run;
}

run_bench stopping() {
    run_bench run = running();
    run.fsm.stop();
    run.obey();
    return run;
}

run_bench finished() {
    run_bench run = running();
    run.fsm.abort();
    run.obey();
    return run;
}

/// What it did about an event, in letters.
std::string reaction(run_bench& run, const std::function<void(run_bench&)>& event) {
    const auto started = run.started;
    const auto dropped = run.dropped;
    const auto kept = run.kept.size();
    const auto outcomes = run.outcomes.size();
    const bool away = run.away();
    run.orders.clear();
    event(run);
    const bool keeps = run.kept.size() > kept;
    const bool tells = run.outcomes.size() > outcomes;
    run.obey();
    std::string text;
    if (keeps)
        text += "keep ";
    if (tells)
        text += "outcome ";
    text += run.orders;
    if (run.started > started)
        text += "start" + std::to_string(run.started - started) + " ";
    if (run.dropped > dropped)
        text += "drop" + std::to_string(run.dropped - dropped) + " ";
    if (away != run.away())
        text += run.away() ? "pause " : "resume ";
    if (run.stopping())
        text += to_string(run.fsm.end());
    else if (!text.empty())
        text.pop_back();
    return text;
}

using event = std::function<void(run_bench&)>;

event ending(meaning what) {
    return [what](run_bench& run) {
        if (!run.active.empty())
            run.end(run.active.begin()->first, run_bench::ending(what));
    };
}

const std::vector<std::pair<const char*, event>> events = {
    {"stop", [](run_bench& run) { run.fsm.stop(); }},
    {"abort", [](run_bench& run) { run.fsm.abort(); }},
    {"sink failed", [](run_bench& run) { run.fsm.sink_failed(); }},
    {"source failed",
     [](run_bench& run) {
         if (run.asked) {
             run.asked = false;
             run.fsm.source_failed();
         }
     }},
    {"source gives",
     [](run_bench& run) {
         if (run.asked)
             run.give();
     }},
    {"throttled", [](run_bench& run) { run.fsm.throttled(); }},
    {"16 min", [](run_bench& run) { run.now += 16min; }},
    {"1 h", [](run_bench& run) { run.now += 1h; }},
    {"waiting",
     [](run_bench& run) {
         if (!run.active.empty())
             run.wait_for(run.active.begin()->first);
     }},
    {"wait ended",
     [](run_bench& run) {
         if (!run.waited.empty())
             run.end_wait(*run.waited.begin(), meaning::succeeded);
     }},
    {"succeeded", ending(meaning::succeeded)},
    {"failed", ending(meaning::failed)},
    {"own", ending(meaning::own)},
    {"local", ending(meaning::local)},
    {"refused", ending(meaning::refused)},
    {"unreachable", ending(meaning::unreachable)},
    {"broken", ending(meaning::broken)},
    {"faltering", ending(meaning::faltering)},
    {"throttled out", ending(meaning::throttled)},
    {"unauthorized", ending(meaning::unauthorized)},
    {"no credentials", ending(meaning::no_credentials)},
    {"called off", ending(meaning::called_off)},
    {"closed", ending(meaning::closed)},
};

const std::vector<std::pair<const char*, run_bench (*)()>> states = {
    {"running", running}, {"starving", starving}, {"waiting", waiting},   {"suspected", suspected},
    {"paused", paused},   {"probing", probing},   {"stopping", stopping}, {"finished", finished},
};

/// What each state does about an event, one event after the other. A state that is not named does
/// nothing.
constexpr std::string_view table = R"(
stop
  running waiting: call_off stopped
  starving: call_off stop_asking stopped
  suspected: call_off drop1 stopped
  paused: call_off finish drop4 stopped
  probing: call_off drop3 stopped
abort
  running waiting stopping: end_all finish aborted
  starving: end_all stop_asking aborted
  suspected: end_all finish drop1 aborted
  paused: end_all finish drop4 aborted
  probing: end_all finish drop3 aborted
sink failed
  running waiting: call_off end_waiting aborted
  starving: call_off stop_asking end_waiting aborted
  suspected: call_off end_waiting drop1 aborted
  paused: call_off end_waiting finish drop4 aborted
  probing: call_off end_waiting drop3 aborted
  stopping: end_waiting stopped
source failed
  starving: call_off end_waiting finish aborted
source gives
  starving: start1
throttled
  paused: start2 resume
  probing: start1 resume
16 min
  suspected: call_off drop1 the service was unreachable
  paused: call_off finish drop4 the service was unreachable
  probing: call_off drop3 the service was unreachable
1 h
  running waiting: call_off stopped at the deadline
  starving: call_off stop_asking stopped at the deadline
  suspected: call_off drop1 stopped at the deadline
  paused: call_off finish drop4 stopped at the deadline
  probing: call_off drop3 stopped at the deadline
waiting
  running waiting suspected: start1
  probing: start2 resume
wait ended
  waiting: outcome
succeeded
  running waiting suspected: outcome start1
  probing: outcome start2 resume
  stopping: outcome finish stopped
failed
  running waiting suspected: outcome start1
  probing: outcome start2 resume
  stopping: outcome finish stopped
own
  running waiting suspected: outcome start1
  probing: outcome start2 resume
  stopping: outcome finish stopped
local
  running waiting suspected probing: outcome start1
  stopping: outcome finish stopped
refused
  running waiting suspected: outcome start1
  probing: outcome start2 resume
  stopping: outcome finish stopped
unreachable
  running waiting suspected: keep start1
  probing: keep
  stopping: outcome finish stopped
broken
  running waiting suspected: keep start1
  probing: keep
  stopping: outcome finish stopped
faltering
  running waiting suspected: keep start1
  probing: keep
  stopping: outcome finish stopped
throttled out
  running waiting suspected: keep start1
  probing: keep start2 resume
  stopping: outcome finish stopped
unauthorized
  running waiting suspected: keep start1
  probing: keep start2 resume
  stopping: outcome finish stopped
no credentials
  running waiting suspected: keep start1
  probing: keep
  stopping: outcome finish stopped
called off
  running waiting suspected probing: keep start1
  stopping: outcome finish stopped
closed
  running: outcome call_off finish aborted
  waiting: outcome call_off aborted
  suspected: outcome call_off drop1 aborted
  probing: outcome call_off finish drop3 aborted
  stopping: outcome finish stopped
)";

/// The same by "state, event".
std::map<std::string, std::string> reactions() {
    std::map<std::string, std::string> all;
    std::istringstream lines{std::string(table)};
    std::string heading;
    for (std::string line; std::getline(lines, line);) {
        if (line.empty() || line.front() != ' ') {
            heading = line;
            continue;
        }
        const auto colon = line.find(':');
        std::istringstream names(line.substr(0, colon));
        for (std::string state; names >> state;)
            all[state + ", " + heading] = line.substr(colon + 2);
    }
    return all;
}

/// Without a reaction, a run that was stopped before still has that as its end.
std::string nothing(std::string_view state) {
    if (state == "stopping")
        return std::string(to_string(bulk_end::stopped));
    return std::string(state == "finished" ? to_string(bulk_end::aborted) : "");
}

} // namespace
} // namespace run_fsm_states

BOOST_AUTO_TEST_SUITE(run_fsm_states)

BOOST_AUTO_TEST_CASE(every_state_answers_every_event) {
    auto expected = reactions();
    for (const auto& [state, set_up] : states)
        for (const auto& [name, what] : events) {
            run_bench run = set_up();
            const std::string key = std::string(state) + ", " + name;
            const auto found = expected.extract(key);
            const std::string did = reaction(run, what);
            BOOST_TEST(did == (found ? found.mapped() : nothing(state)), key << ": " << did);
        }
    for (const auto& [key, did] : expected)
        BOOST_ERROR("the table has what there is not: " << key);
}

BOOST_AUTO_TEST_SUITE_END()
