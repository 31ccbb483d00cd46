// SPDX-License-Identifier: BSL-1.0
#include "client/client_wire.hpp"

#include <mrs/bulk.hpp>
#include <mrs/detail/initiation.hpp>

#include <boost/test/unit_test.hpp>

#include <exception>
#include <optional>
#include <utility>

namespace bulk_controls {
namespace {

/// A run over a source without end, with a handle that was used before.
class run {
public:
    explicit run(const mrs::bulk_control& control) {
        mrs::bulk_options options;
        options.control(control);
        mrs::detail::start_cancel_all(
            t.client,
            [this](const std::exception_ptr&, mrs::bulk_summary all) { summary = std::move(all); },
            mrs::bulk_source(mrs::bulk_source::next_function([this] {
                ++asked;
                return std::optional(mrs::cancel_sql_request("c1", "q"));
            })),
            std::move(options), nullptr);
        t.poll();
    }

    clients::wire t{mrs::credentials::token(mrs::secret("t"))};
    int asked = 0;
    std::optional<mrs::bulk_summary> summary;
};

void expect_nothing_taken(const run& ended, mrs::bulk_end end) {
    BOOST_TEST_REQUIRE(ended.summary.has_value());
    BOOST_TEST((ended.summary->end == end));
    BOOST_TEST(ended.asked == 0);
    BOOST_TEST(ended.summary->totals.taken == 0U);
    BOOST_TEST(ended.t.connections.empty());
}

} // namespace
} // namespace bulk_controls

BOOST_AUTO_TEST_SUITE(bulk_controls)

using bulk_controls::run;

BOOST_AUTO_TEST_CASE(a_run_that_was_stopped_before_takes_nothing) {
    const mrs::bulk_control control;
    control.stop();
    const run first(control);
    bulk_controls::expect_nothing_taken(first, mrs::bulk_end::stopped);
    const run further(control); // It holds for good.
    bulk_controls::expect_nothing_taken(further, mrs::bulk_end::stopped);
}

BOOST_AUTO_TEST_CASE(a_run_that_was_aborted_before_takes_nothing) {
    const mrs::bulk_control control;
    control.stop();
    control.abort();
    const run ended(control);
    bulk_controls::expect_nothing_taken(ended, mrs::bulk_end::aborted);
}

BOOST_AUTO_TEST_SUITE_END()
