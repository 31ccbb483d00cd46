// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_SCENARIOS_HPP
#define MRS_TEST_SCENARIOS_HPP

#include "fault_case.hpp"

#include <boost/asio/cancellation_signal.hpp>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace mrs_test {

/// What is run again and again, and struck or cancelled at another place each time.
enum class scenario { cancel, cancel_and_wait, bulk };
inline constexpr scenario all_scenarios[] = {scenario::cancel, scenario::cancel_and_wait,
                                             scenario::bulk};

std::string name_of(scenario one);

/// A service that runs each execution until it is cancelled, and a client that cancels.
class scenario_run {
public:
    static constexpr std::size_t bulk_size = 6;

    /// @param patience of `cancel_and_wait`, and of `bulk` with an outage
    scenario_run(scenario what, transport over,
                 std::chrono::milliseconds patience = std::chrono::seconds(20));
    scenario_run(const scenario_run&) = delete;
    scenario_run& operator=(const scenario_run&) = delete;
    ~scenario_run() = default;

    /// Starts it; cancelled by `signal`.
    void start();

    /// Checks that it has completed once, with an answer or with an error that says something.
    /// @param aborted whether it was cancelled, and may say so
    void check_ended(bool aborted);
    [[nodiscard]] bool completed() const noexcept { return completed_ > 0; }
    /// Whether everything that was asked for was done.
    [[nodiscard]] bool succeeded() const noexcept { return succeeded_; }

    fault_case& host() noexcept { return *case_; }

    boost::asio::cancellation_signal signal;

private:
    void start_cancel();
    void start_wait();
    void start_bulk();
    void complete(mrs::error_code result, std::shared_ptr<const mrs::diagnostics> details);
    void serve(fault_peer& peer);

    scenario what_;
    std::chrono::milliseconds patience_;
    std::atomic<bool> cancelled_{false};
    int completed_ = 0;
    bool succeeded_ = false;
    mrs::error_code ec_;
    std::shared_ptr<const mrs::diagnostics> info_;
    std::vector<int> outcomes_ = std::vector<int>(bulk_size);
    std::optional<mrs::bulk_summary> summary_;
    std::optional<fault_case> case_;
};

} // namespace mrs_test

#endif
