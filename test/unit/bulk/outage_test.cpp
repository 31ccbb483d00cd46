// SPDX-License-Identifier: BSL-1.0
#include "bulk/outage.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <vector>

using mrs::duration;
using mrs::time_point;
using mrs::bulk::outage;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(outages)

constexpr time_point epoch{1000h};

BOOST_AUTO_TEST_CASE(several_failures_in_a_row_are_one) {
    outage one;
    BOOST_TEST(!one.suspected());
    for (int i = 1; i <= outage::in_a_row; ++i) {
        BOOST_TEST(!one.declared());
        one.failed(epoch + i * 1s, false, 0);
        BOOST_TEST(one.suspected());
    }
    BOOST_TEST(one.declared());
    BOOST_TEST((one.since() == epoch + 1s));
}

BOOST_AUTO_TEST_CASE(an_answer_between_them_begins_the_count_anew) {
    outage one;
    one.failed(epoch, false, 0);
    one.failed(epoch, false, 0);
    BOOST_TEST(!one.answered());
    BOOST_TEST(!one.suspected());
    one.failed(epoch + 5s, false, 0);
    one.failed(epoch + 5s, false, 0);
    BOOST_TEST(!one.declared());
    one.failed(epoch + 5s, false, 0);
    BOOST_TEST(one.declared());
    BOOST_TEST((one.since() == epoch + 5s));
    BOOST_TEST(one.answered());
}

BOOST_AUTO_TEST_CASE(the_pauses_double_up_to_thirty_seconds) {
    for (const double uniform : {0.0, 0.5, 1.0}) {
        outage one;
        time_point now = epoch;
        for (const duration longest : std::vector<duration>{500ms, 1s, 2s, 4s, 8s, 16s, 30s, 30s}) {
            one.failed(now, true, uniform);
            const duration pause = one.next_try() - now;
            BOOST_TEST((pause ==
                        longest / 2 + duration(static_cast<duration::rep>(
                                          uniform * static_cast<double>((longest / 2).count())))));
            now = one.next_try();
        }
    }
}

BOOST_AUTO_TEST_CASE(what_was_under_way_when_it_began_puts_nothing_off) {
    outage one;
    for (int i = 0; i < outage::in_a_row; ++i)
        one.failed(epoch, false, 0);
    const time_point next = one.next_try();
    for (int i = 0; i < 100; ++i)
        one.failed(epoch + 1s, false, 0);
    BOOST_TEST((one.next_try() == next));
    one.failed(epoch + 1s, true, 0);
    BOOST_TEST((one.next_try() > next));
}

BOOST_AUTO_TEST_SUITE_END()
