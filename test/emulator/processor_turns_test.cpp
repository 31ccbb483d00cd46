// SPDX-License-Identifier: BSL-1.0
#include "processor_turns.hpp"
#include "wait_until.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <thread>

using mrs_emulator::processor_turns;

BOOST_AUTO_TEST_SUITE(turns)

BOOST_AUTO_TEST_CASE(are_handed_on_in_the_order_of_asking) {
    processor_turns all(1);
    processor_turns::taker first;
    processor_turns::taker second;
    processor_turns::taker third;
    std::atomic<int> order = 0;
    all.take(first);
    BOOST_TEST(!all.is_wanted());
    std::thread waiting([&] {
        all.take(second);
        ++order;
    });
    BOOST_TEST(wait_until([&] { return all.is_wanted(); }));
    BOOST_TEST(order == 0);
    all.give_back(first);
    waiting.join();
    BOOST_TEST(order == 1);
    BOOST_TEST(!all.is_wanted());
    all.give_back(first);
    all.give_back(second);
    all.take(third);
    all.give_back(third);
}

BOOST_AUTO_TEST_CASE(are_not_waited_for_by_what_has_to_end) {
    processor_turns all(1);
    processor_turns::taker first;
    processor_turns::taker second;
    all.take(first);
    std::thread waiting([&] { all.take(second); });
    BOOST_TEST(wait_until([&] { return all.is_wanted(); }));
    all.let_through(second);
    waiting.join();
    BOOST_TEST(!all.is_wanted());
    all.take(second);
    // It has taken nobody's turn: there is one, which the first still has.
    all.give_back(second);
    processor_turns::taker third;
    std::thread other([&] { all.take(third); });
    BOOST_TEST(wait_until([&] { return all.is_wanted(); }));
    all.give_back(first);
    other.join();
}

BOOST_AUTO_TEST_SUITE_END()
