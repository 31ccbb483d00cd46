// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_INTEGRATION_BULK_RULES_HPP
#define MRS_TEST_INTEGRATION_BULK_RULES_HPP

#include "scripted_peer.hpp"
#include "support/run.hpp"

#include <boost/asio/use_future.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <future>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace mrs_test {

inline std::vector<mrs::cancel_sql_request> some_requests(std::size_t count) {
    std::vector<mrs::cancel_sql_request> all;
    while (all.size() < count)
        all.emplace_back("cluster1", "id-" + std::to_string(all.size()));
    return all;
}

inline peer_reply throttled_reply() {
    return peer_reply(429, R"({"error_code":"APIGW.0308","error_msg":"slow down"})");
}

/// A bulk run whose outcomes are kept, each of which has to come once.
struct bulk_fixture {
    boost::asio::io_context context;
    mrs::bulk_control control;
    std::vector<mrs::bulk_outcome> outcomes;
    std::function<void(const mrs::bulk_outcome&)> heard;

    static mrs::client_options options(const scripted_peer& peer) {
        mrs::client_options made(peer.url(), "p", mrs::credentials::token(mrs::secret("a-token")));
        return made.allow_plaintext_loopback(true);
    }

    std::future<mrs::bulk_summary> start(const mrs::client& client, mrs::bulk_source all,
                                         mrs::bulk_options options) {
        return client.async_cancel_all(
            std::move(all), options.control(control),
            [this](const mrs::bulk_outcome& outcome) {
                outcomes.push_back(outcome);
                if (heard)
                    heard(outcome);
            },
            boost::asio::use_future);
    }
    mrs::bulk_summary end(std::future<mrs::bulk_summary> run) {
        context.run();
        auto summary = run.get();
        BOOST_TEST(outcomes.size() == summary.totals.taken);
        BOOST_TEST(each_once());
        return summary;
    }
    mrs::bulk_summary run(const mrs::client& client, mrs::bulk_source all,
                          mrs::bulk_options options = mrs::bulk_options()) {
        return end(start(client, std::move(all), std::move(options)));
    }
    void run_until(const std::function<bool()>& reached) {
        while (!reached() && context.run_one() != 0)
            continue;
        BOOST_TEST(reached());
    }
    [[nodiscard]] bool each_once() const {
        std::map<std::uint64_t, int> seen;
        for (const auto& one : outcomes)
            ++seen[one.index];
        return std::all_of(seen.begin(), seen.end(),
                           [](const auto& one) { return one.second == 1; });
    }
};

} // namespace mrs_test

#endif
