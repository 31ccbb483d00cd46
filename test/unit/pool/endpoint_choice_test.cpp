// SPDX-License-Identifier: BSL-1.0
#include "pool/endpoint_choice.hpp"
#include "support/schedules.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

using mrs::errc;
using mrs::net::transport_error;
using mrs::pacing::fault;
using mrs::pool::endpoint_choice;

namespace choice_of_an_endpoint {
namespace {

const transport_error refused(errc::connect_failed, fault::transient, {}, "refused");
const transport_error nameless(errc::host_not_found, fault::permanent, {}, "no such name");

/// A connection of the current turn fails.
bool heard(endpoint_choice& choice, const transport_error& failure = refused) {
    return choice.failed(choice.current(), failure).has_value();
}

std::size_t in_use(const endpoint_choice& choice) {
    return choice.endpoint_of(choice.current());
}

/// Those who wait open again and again until they hear of a failure; endpoints come and go.
class choice_schedule {
public:
    explicit choice_schedule(std::uint64_t seed)
        : random_(seed), count_(1 + random_.below(4)), choice_(count_), up_(count_, false) {}

    void run() {
        for (int step = 0; step < 200; ++step) {
            if (random_.once_in(10))
                up_[random_.below(count_)] = random_.once_in(3);
            if (opening_.size() < 8 && random_.once_in(2))
                opening_.emplace_back(choice_.current());
            else if (!opening_.empty())
                end_one();
        }
    }

private:
    struct opening {
        explicit opening(endpoint_choice::turn one) : turn(one) {}
        endpoint_choice::turn turn;
        bool older = false;       ///< Than the last success.
        std::size_t failures = 0; ///< Of those that are not.
    };

    void end_one() {
        const std::size_t at = random_.below(opening_.size());
        opening& one = opening_[at];
        const std::size_t where = choice_.endpoint_of(one.turn);
        expect(where < count_, "an endpoint that does not exist");
        if (up_[where]) {
            choice_.succeeded();
            failed_.clear();
            for (opening& other : opening_) {
                other.older = true;
                other.failures = 0;
            }
            opening_.erase(opening_.begin() + static_cast<std::ptrdiff_t>(at));
            return;
        }
        const auto before = choice_.current();
        const bool last = choice_.failed(one.turn, refused).has_value();
        failed_.insert(where);
        one.failures += one.older ? 0 : 1;
        one.older = false;
        expect(count_ == 1 || choice_.current() - before == (one.turn == before ? 1U : 0U),
               "not the first failure of a turn, and no other, moves on");
        expect(!last || failed_.size() == count_, "heard before each endpoint has failed");
        expect(last || one.failures < count_, "not heard after as many failures as endpoints");
        if (last)
            opening_.erase(opening_.begin() + static_cast<std::ptrdiff_t>(at));
        else
            one.turn = choice_.current();
    }

    dice random_;
    std::size_t count_;
    endpoint_choice choice_;
    std::vector<bool> up_;
    std::vector<opening> opening_;
    std::set<std::size_t> failed_; ///< Since the last success.
};

} // namespace
} // namespace choice_of_an_endpoint

BOOST_AUTO_TEST_SUITE(choice_of_an_endpoint)

BOOST_AUTO_TEST_CASE(every_failure_of_the_only_one_is_heard) {
    endpoint_choice choice(1);
    const auto first = choice.current();
    for (int i = 0; i < 3; ++i) {
        const auto told = choice.failed(first, nameless);
        BOOST_TEST_REQUIRE(told.has_value());
        BOOST_TEST((told->code == nameless.code));
        BOOST_TEST((told->kind == nameless.kind));
        BOOST_TEST(told->detail == nameless.detail);
        choice.succeeded();
        BOOST_TEST(in_use(choice) == 0u);
    }
}

BOOST_AUTO_TEST_CASE(each_has_its_turn_before_a_failure_is_heard) {
    endpoint_choice choice(3);
    for (int round = 0; round < 3; ++round) {
        BOOST_TEST(in_use(choice) == 0u);
        BOOST_TEST(!heard(choice));
        BOOST_TEST(in_use(choice) == 1u);
        BOOST_TEST(!heard(choice));
        BOOST_TEST(in_use(choice) == 2u);
        BOOST_TEST(heard(choice));
    }
}

BOOST_AUTO_TEST_CASE(of_many_failures_the_first_moves_on) {
    endpoint_choice choice(3);
    const auto turn = choice.current();
    for (int i = 0; i < 100; ++i)
        BOOST_TEST(!choice.failed(turn, refused).has_value());
    BOOST_TEST(in_use(choice) == 1u);
}

BOOST_AUTO_TEST_CASE(what_fails_after_its_round_is_heard) {
    endpoint_choice choice(2);
    const auto first = choice.current();
    BOOST_TEST(!heard(choice));
    const auto second = choice.current();
    BOOST_TEST(heard(choice));
    const auto next = choice.current();
    BOOST_TEST(choice.failed(second, refused).has_value());
    BOOST_TEST(choice.failed(first, refused).has_value());
    BOOST_TEST(choice.current() == next);
}

BOOST_AUTO_TEST_CASE(a_success_keeps_the_endpoint_and_begins_the_round_anew) {
    endpoint_choice choice(2);
    const auto first = choice.current();
    BOOST_TEST(!heard(choice));
    choice.succeeded();
    BOOST_TEST(in_use(choice) == 1u);
    BOOST_TEST(!choice.failed(first, refused).has_value());
    BOOST_TEST(in_use(choice) == 1u);
    BOOST_TEST(!heard(choice));
    BOOST_TEST(in_use(choice) == 0u);
    BOOST_TEST(heard(choice));
    choice.succeeded();
    BOOST_TEST(!choice.failed(first, refused).has_value());
}

BOOST_AUTO_TEST_CASE(only_what_another_endpoint_may_do_better_moves_on) {
    for (const errc code : {errc::resolve_failed, errc::host_not_found, errc::connect_failed,
                            errc::connect_timeout, errc::tls_failed, errc::not_tls,
                            errc::handshake_timeout, errc::proxy_refused, errc::proxy_timeout}) {
        endpoint_choice choice(2);
        BOOST_TEST(!heard(choice, transport_error(code, fault::transient, {}, "")));
        BOOST_TEST(in_use(choice) == 1u);
    }
    for (const errc code : {errc::certificate_rejected, errc::resource_exhausted,
                            errc::proxy_failed, errc::proxy_unauthorized}) {
        endpoint_choice choice(2);
        BOOST_TEST(heard(choice, transport_error(code, fault::permanent, {}, "")));
        BOOST_TEST(in_use(choice) == 0u);
    }
}

BOOST_AUTO_TEST_CASE(a_round_is_permanent_where_each_failure_is) {
    endpoint_choice choice(2);
    const auto fault_of_round = [&](const transport_error& one, const transport_error& other) {
        BOOST_TEST(!choice.failed(choice.current(), one).has_value());
        return choice.failed(choice.current(), other).value().kind;
    };
    BOOST_TEST((fault_of_round(nameless, nameless) == fault::permanent));
    BOOST_TEST((fault_of_round(refused, nameless) == fault::transient));
    BOOST_TEST((fault_of_round(nameless, refused) == fault::transient));
    BOOST_TEST((fault_of_round(nameless, nameless) == fault::permanent));
}

BOOST_AUTO_TEST_CASE(schedules_keep_every_invariant) {
    run_schedules(10'000, [](std::uint64_t seed) { choice_schedule(seed).run(); });
}

BOOST_AUTO_TEST_SUITE_END()
