// SPDX-License-Identifier: BSL-1.0
#include "client/client_wire.hpp"

#include <mrs/bulk.hpp>
#include <mrs/detail/initiation.hpp>

#include <boost/test/unit_test.hpp>

#include <exception>
#include <optional>
#include <stdexcept>
#include <string>

namespace bulk_sinks {
namespace {

using clients::wire;

const std::string good = R"({"status":"SUCCEED"})";

/// A run of so many ids, as many as `at_once` in flight, whose sink throws at one of them.
struct run {
    run(std::uint64_t ids, std::size_t at_once, std::uint64_t throws_at) {
        mrs::bulk_options options;
        options.concurrency(at_once);
        mrs::detail::start_cancel_all(
            t.client,
            [this](const std::exception_ptr& what, const mrs::bulk_summary& all) {
                thrown = what;
                summary = all;
            },
            mrs::bulk_source(mrs::bulk_source::next_function(
                [ids,
                 taken = std::uint64_t{0}]() mutable -> std::optional<mrs::cancel_sql_request> {
                    if (taken == ids)
                        return std::nullopt;
                    return mrs::cancel_sql_request("c1", "q" + std::to_string(taken++));
                })),
            std::move(options),
            [this, throws_at](const mrs::bulk_outcome&) {
                if (++told == throws_at)
                    throw std::runtime_error("the disk is full");
            });
        t.poll();
    }

    void answer_each() {
        for (std::size_t i = 0; i < t.connections.size(); ++i)
            if (t.connections[i]->busy()) {
                clients::client_impl::run(t.client,
                                          [one = t.connections[i]] { one->answer(200, good); });
                t.poll();
            }
    }

    wire t{mrs::credentials::token(mrs::secret("t"))};
    std::uint64_t told = 0;
    std::optional<mrs::bulk_summary> summary;
    std::exception_ptr thrown;
};

} // namespace
} // namespace bulk_sinks

BOOST_AUTO_TEST_SUITE(bulk_sinks)

BOOST_AUTO_TEST_CASE(each_outcome_is_told_once) {
    run all(4, 4, 0);
    BOOST_TEST(all.t.exchanges() == 4);
    all.answer_each();
    BOOST_TEST(all.told == 4U);
    BOOST_TEST_REQUIRE(all.summary.has_value());
    BOOST_TEST((all.thrown == nullptr));
}

BOOST_AUTO_TEST_CASE(a_sink_that_threw_is_told_nothing_more) {
    run all(4, 4, 2);
    all.answer_each();
    BOOST_TEST(all.told == 2U);
    BOOST_TEST_REQUIRE(all.summary.has_value());
    BOOST_CHECK_THROW(std::rethrow_exception(all.thrown), std::runtime_error);
}

BOOST_AUTO_TEST_CASE(nothing_more_is_sent_once_the_sink_threw) {
    run all(9, 2, 1);
    BOOST_TEST(all.t.exchanges() == 2);
    all.answer_each();
    BOOST_TEST(all.t.exchanges() == 2);
    BOOST_TEST_REQUIRE(all.summary.has_value());
    BOOST_TEST((all.thrown != nullptr));
}

BOOST_AUTO_TEST_SUITE_END()
