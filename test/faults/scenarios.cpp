// SPDX-License-Identifier: BSL-1.0
#include "scenarios.hpp"

#include "answers.hpp"
#include "server_identity.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/error.hpp>

#include <algorithm>
#include <chrono>
#include <utility>

namespace mrs_test {

namespace asio = boost::asio;
using std::chrono::milliseconds;

std::string name_of(scenario one) {
    switch (one) {
    case scenario::cancel:
        return "cancel";
    case scenario::cancel_and_wait:
        return "cancel and wait";
    case scenario::bulk:
        return "bulk";
    }
    return {};
}

scenario_run::scenario_run(scenario what, transport kind, milliseconds patience)
    : what_(what), patience_(patience) {
    case_.emplace(std::vector<fault_server::script>(), served_over(kind),
                  [this](fault_peer& peer) { serve(peer); });
    case_->options().pool(mrs::pool_options().max_connections(2));
}

void scenario_run::serve(fault_peer& peer) {
    if (!peer.tls())
        return;
    for (;;) {
        const std::string request = peer.read_request();
        if (request.empty())
            return;
        const bool query = request.starts_with("GET ");
        cancelled_ = cancelled_ || !query;
        const std::string state = cancelled_ ? "FAILED" : "RUNNING";
        if (!peer.write(query ? answer(200, R"({"id":"id","status":")" + state +
                                                R"(","message":"cancelled"})")
                              : succeed_answer()))
            return;
    }
}

void scenario_run::start() {
    switch (what_) {
    case scenario::cancel:
        start_cancel();
        break;
    case scenario::cancel_and_wait:
        start_wait();
        break;
    case scenario::bulk:
        start_bulk();
        break;
    }
}

void scenario_run::start_cancel() {
    case_->client().async_cancel_sql(
        mrs::cancel_sql_request("cluster1", "id"),
        asio::bind_cancellation_slot(
            signal.slot(), [this](mrs::error_code ec, const mrs::cancel_sql_result& result) {
                succeeded_ = result.succeeded();
                complete(ec, result.info());
            }));
}

void scenario_run::start_wait() {
    case_->client().async_cancel_sql_and_wait(
        mrs::cancel_sql_request("cluster1", "id"),
        mrs::wait_options().initial_interval(milliseconds(1)).timeout(patience_),
        asio::bind_cancellation_slot(
            signal.slot(), [this](mrs::error_code ec, const mrs::cancel_wait_result& result) {
                succeeded_ = !ec;
                complete(ec, result.info());
            }));
}

void scenario_run::start_bulk() {
    std::vector<mrs::cancel_sql_request> requests;
    for (std::size_t i = 0; i < bulk_size; ++i)
        requests.emplace_back("cluster1", "id-" + std::to_string(i));
    case_->client().async_cancel_all(
        mrs::bulk_source(std::move(requests)),
        mrs::bulk_options().concurrency(2).outage_limit(patience_),
        [this](const mrs::bulk_outcome& outcome) { ++outcomes_.at(outcome.index); },
        asio::bind_cancellation_slot(signal.slot(), [this](const std::exception_ptr& thrown,
                                                           const mrs::bulk_summary& summary) {
            BOOST_TEST(!thrown);
            summary_ = summary;
            succeeded_ = summary.totals.succeeded == bulk_size;
            complete({}, nullptr);
        }));
}

void scenario_run::complete(mrs::error_code result,
                            std::shared_ptr<const mrs::diagnostics> details) {
    ++completed_;
    ec_ = result;
    info_ = std::move(details);
}

void scenario_run::check_ended(bool aborted) {
    BOOST_TEST(completed_ == 1);
    if (what_ == scenario::bulk) {
        BOOST_TEST_REQUIRE(summary_.has_value());
        const auto told = std::count(outcomes_.begin(), outcomes_.end(), 1);
        BOOST_TEST(static_cast<std::uint64_t>(told) == summary_->totals.done());
        BOOST_TEST(std::count(outcomes_.begin(), outcomes_.end(), 0) + told ==
                   static_cast<std::ptrdiff_t>(bulk_size));
        const bool gave_up = summary_->end == mrs::bulk_end::unreachable;
        BOOST_TEST((aborted || gave_up || summary_->totals.done() == bulk_size));
    } else if (ec_) {
        const bool is_abort = ec_ == asio::error::operation_aborted;
        BOOST_TEST((is_abort ? aborted : ec_.category() == mrs::error_category()), ec_.message());
        BOOST_TEST_REQUIRE(info_ != nullptr);
        BOOST_TEST(!info_->detail.empty());
    } else {
        BOOST_TEST(succeeded_);
    }
}

} // namespace mrs_test
