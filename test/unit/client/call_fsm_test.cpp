// SPDX-License-Identifier: BSL-1.0
#include "call_fsm_table.hpp"
#include "call_machine.hpp"

#include <boost/test/unit_test.hpp>

#include <set>
#include <string>
#include <utility>

namespace calls {
namespace {

constexpr state all_states[] = {state::created,     state::pacing,     state::authenticating,
                                state::waiting,     state::exchanging, state::settling,
                                state::backing_off, state::done};
constexpr event all_events[] = {event::queued,         event::permit,     event::credentials,
                                event::no_credentials, event::connection, event::pool_full,
                                event::settled,        event::deadline,   event::backoff_over,
                                event::cancel,         event::closing};

bool gives_nothing_back(const call_action& action) {
    return action.permit == permit_use::kept && action.connection == connection_use::kept;
}

/// Those of the table, by state and the event's name.
std::set<std::pair<state, std::string>> handled() {
    std::set<std::pair<state, std::string>> pairs;
    for (const auto& one : call_transitions()) {
        std::string rest = one.event;
        for (std::size_t comma = 0; comma != std::string::npos;) {
            comma = rest.find(", ");
            pairs.emplace(one.from, rest.substr(0, comma));
            rest = comma == std::string::npos ? "" : rest.substr(comma + 2);
        }
    }
    return pairs;
}

} // namespace
} // namespace calls

BOOST_AUTO_TEST_SUITE(calls)

/// What the table does not name changes nothing; what came unasked for is given back at once.
BOOST_AUTO_TEST_CASE(every_state_takes_every_event) {
    const auto known = handled();
    for (const state from : all_states) {
        for (const event what : all_events) {
            if (known.count({from, name_of(what)}) != 0 ||
                (from == state::settling && what == event::settled))
                continue;
            BOOST_TEST_CONTEXT(name_of(from) << " hears " << name_of(what)) {
                call_machine m;
                m.reach(from);
                const call_action action = m.hear(what);
                BOOST_TEST((action.what == does::none));
                BOOST_TEST((m.fsm.state() == from));
                BOOST_TEST((action.permit == permit_use::unused) == (what == event::permit));
                BOOST_TEST((action.connection == connection_use::released) ==
                           (what == event::connection));
            }
        }
        for (const auto& end : {ends::unopened(), ends::unanswered(), ends::decided()}) {
            if (known.count({from, name_of(end.what)}) != 0)
                continue;
            BOOST_TEST_CONTEXT(name_of(from) << " hears " << name_of(end.what)) {
                call_machine m;
                m.reach(from);
                const call_action action = m.hear(end);
                BOOST_TEST((action.what == does::none && gives_nothing_back(action)));
                BOOST_TEST((m.fsm.state() == from));
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(it_begins_once) {
    for (const state from : all_states) {
        if (from == state::created)
            continue;
        call_machine m;
        m.reach(from);
        BOOST_TEST((m.begin().what == does::none));
        BOOST_TEST((m.fsm.state() == from));
    }
}

BOOST_AUTO_TEST_SUITE_END()
