// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_UNIT_RUN_SCENES_HPP
#define MRS_TEST_UNIT_RUN_SCENES_HPP

#include "run_bench.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>

/// A run with so many calls in flight, each of which may take a minute.
inline mrs::bulk::run_rules at_once(std::size_t concurrency) {
    mrs::bulk::run_rules rules;
    rules.concurrency = concurrency;
    rules.call_limit = std::chrono::seconds(60);
    return rules;
}

/// A run whose service has answered already.
inline run_bench answered_once(std::size_t in_flight, std::uint64_t items = 100) {
    run_bench run(at_once(in_flight), items);
    run.obey();
    run.end(0, mrs::bulk::meaning::succeeded);
    return run;
}

/// Fails one call after another until the service is taken for being away.
inline void break_down(run_bench& run, mrs::bulk::meaning what = mrs::bulk::meaning::broken,
                       int status = 503) {
    while (!run.away()) {
        if (run.active.empty())
            run.until_woken();
        run.end(run.active.begin()->first, what, status);
    }
}

#endif
