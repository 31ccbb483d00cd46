// SPDX-License-Identifier: BSL-1.0
#include "auth/signing/clock_correction.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <optional>

using mrs::auth::clock_correction;
using namespace std::chrono_literals;

namespace clock_corrections {
namespace {

using finding = clock_correction::finding;

constexpr clock_correction::time local(1'000'000s);

} // namespace
} // namespace clock_corrections

BOOST_AUTO_TEST_SUITE(clock_corrections)

BOOST_AUTO_TEST_CASE(a_few_minutes_are_no_difference) {
    clock_correction clock;
    for (const auto off : {0s, 180s, -180s})
        BOOST_TEST((clock.refused(local + off, local) == finding::right));
    BOOST_TEST((clock.now(local) == local));
    BOOST_TEST((clock.refused(local + 181s, local) == finding::corrected));
}

BOOST_AUTO_TEST_CASE(what_has_no_date_teaches_nothing) {
    clock_correction clock;
    BOOST_TEST((clock.refused(std::nullopt, local) == finding::right));
    BOOST_TEST((clock.now(local) == local));
}

BOOST_AUTO_TEST_CASE(a_wrong_clock_is_corrected_once_and_again_when_it_is_set) {
    clock_correction clock;
    BOOST_TEST((clock.refused(local + 2h, local) == finding::corrected));
    BOOST_TEST((clock.now(local) == local + 2h));
    clock.accepted();
    BOOST_TEST((clock.refused(local + 2h + 10s, local + 10s) == finding::right));
    // Somebody set our clock right.
    BOOST_TEST((clock.refused(local + 2h, local + 2h) == finding::corrected));
    BOOST_TEST((clock.now(local + 2h) == local + 2h));
    clock.accepted();
    BOOST_TEST((clock.refused(local + 2h, local + 2h) == finding::right));
    BOOST_TEST((clock.now(local + 2h) == local + 2h));
}

/// Of a box on the way, whose clock is wrong, and then of the service.
BOOST_AUTO_TEST_CASE(what_a_stranger_taught_is_undone_by_the_service) {
    clock_correction clock;
    BOOST_TEST((clock.refused(local - 1h, local) == finding::corrected));
    BOOST_TEST((clock.refused(local + 5s, local + 1s) == finding::undone));
    BOOST_TEST((clock.now(local) == local));
    BOOST_TEST((clock.refused(local + 5s, local + 1s) == finding::right));
}

BOOST_AUTO_TEST_CASE(it_is_undone_to_what_was_known_before) {
    clock_correction clock;
    clock.refused(local + 2h, local);
    clock.accepted();
    BOOST_TEST((clock.refused(local - 1h, local) == finding::corrected));
    BOOST_TEST((clock.now(local) == local - 1h));
    BOOST_TEST((clock.refused(local + 2h, local) == finding::undone));
    BOOST_TEST((clock.now(local) == local + 2h));
}

/// The key is wrong, or whoever answers refuses everything.
BOOST_AUTO_TEST_CASE(what_does_not_cure_is_taken_back_whatever_the_date_says) {
    const std::optional<clock_correction::time> dates[] = {local + 2h, local + 5h, std::nullopt};
    for (const auto& date : dates) {
        clock_correction clock;
        clock.refused(local + 2h, local);
        BOOST_TEST((clock.refused(date, local) == finding::right));
        BOOST_TEST((clock.now(local) == local));
        // And may be learnt again.
        BOOST_TEST((clock.refused(local + 2h, local) == finding::corrected));
    }
}

/// Four minutes, which the service would not have minded: nothing is to be undone.
BOOST_AUTO_TEST_CASE(a_date_that_agrees_with_both_clocks_undoes_nothing) {
    clock_correction clock;
    clock.refused(local + 4min, local);
    BOOST_TEST((clock.refused(local + 2min, local) == finding::right));
    BOOST_TEST((clock.now(local) == local));
}

BOOST_AUTO_TEST_SUITE_END()
