// SPDX-License-Identifier: BSL-1.0
#include "fault_case.hpp"
#include "server_identity.hpp"
#include "soak_service.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <string>
#include <unistd.h>
#include <vector>

using namespace mrs_test;

// A long run among faults that another attempt cures: nothing is lost, and nothing grows.
//   test_soak -- <calls>

namespace soak {
namespace {

constexpr std::size_t in_flight = 64;
constexpr std::uint64_t seed = 20'240'601;

/// Less than a million calls that leave five bytes each behind; what the allocator holds wanders
/// by a third of it.
constexpr std::size_t most_growth = 4 << 20;

std::size_t calls_asked_for() {
    const auto& suite = boost::unit_test::framework::master_test_suite();
    return suite.argc > 1 ? std::stoul(suite.argv[1]) : 10'000;
}

std::size_t resident_bytes() {
    std::ifstream statm("/proc/self/statm");
    std::size_t all = 0;
    std::size_t resident = 0;
    statm >> all >> resident;
    return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

fault_server_options quiet() {
    fault_server_options options;
    options.tls = server_tls();
    options.keeps_requests = false;
    return options;
}

class soak_run {
public:
    explicit soak_run(std::size_t calls)
        : service_(calls, seed), completed_(calls),
          case_({}, quiet(), [this](fault_peer& peer) { service_.serve(peer); }) {
        mrs::client_options& options = case_.options();
        options.pool(mrs::pool_options().max_connections(in_flight));
        options.timeouts(
            mrs::timeout_options().call(std::chrono::minutes(5)).read(std::chrono::seconds(3)));
        // Ten faults in a row are one call in 10^20. The budget outlasts a pause of the machine in
        // which all calls time out, and not the faults of 100,000 calls, should it not refill.
        options.retry(mrs::retry_options()
                          .max_attempts(10)
                          .budget(5'000)
                          .base_delay(std::chrono::milliseconds(1))
                          .throttled_delay(std::chrono::milliseconds(1)));
    }

    void run() {
        case_.client(); // With the context's own descriptors.
        descriptors_ = open_descriptors();
        for (std::size_t i = 0; i < in_flight; ++i)
            start_next();
        case_.settle();
    }

    void check_calls() {
        BOOST_TEST(std::count(completed_.begin(), completed_.end(), 1) == all());
        BOOST_TEST(succeeded_ == done_);
        const auto answers = service_.answers();
        BOOST_TEST(std::count(answers.begin(), answers.end(), 0) == 0);
        const mrs::client_stats stats = case_.client().stats();
        BOOST_TEST(stats.calls_started == completed_.size());
        BOOST_TEST(stats.calls_answered == completed_.size());
    }

    /// A soak without its faults proves nothing.
    void check_faults() {
        std::size_t sum = 0;
        for (std::size_t i = 0; i < all_misdeeds; ++i) {
            const std::size_t times = service_.times(static_cast<misdeed>(i));
            BOOST_TEST(times > 0u, "misdeed " << i);
            sum += times;
        }
        BOOST_TEST(sum > completed_.size() / 200);
        BOOST_TEST(case_.client().stats().retries > completed_.size() / 200);
    }

    void check_levels() {
        const auto idle = [this] { return case_.client().stats().connections_idle; };
        case_.run_until([&] { return case_.server().open() == idle(); });
        BOOST_TEST(open_descriptors() == descriptors_ + 2 * idle());
        BOOST_TEST_MESSAGE("resident bytes: " << early_ << " after a tenth, " << late_
                                              << " after all");
        if (!MRS_TEST_SANITIZED)
            BOOST_TEST(late_ < early_ + most_growth);
    }

private:
    [[nodiscard]] std::ptrdiff_t all() const {
        return static_cast<std::ptrdiff_t>(completed_.size());
    }

    void start_next() {
        if (next_ == completed_.size())
            return;
        const std::size_t index = next_++;
        case_.client().async_cancel_sql(
            mrs::cancel_sql_request("cluster1", "id-" + std::to_string(index)),
            [this, index](mrs::error_code ec, const mrs::cancel_sql_result& result) {
                complete(index, ec, result);
                start_next();
            });
    }

    void complete(std::size_t index, mrs::error_code ec, const mrs::cancel_sql_result& result) {
        ++completed_[index];
        ++done_;
        if (result.succeeded())
            ++succeeded_;
        else
            BOOST_TEST_MESSAGE("id-" << index << ": "
                                     << (ec ? result.info()->to_string() : result.message()));
        if (done_ == completed_.size() / 10)
            early_ = resident_bytes();
        if (done_ == completed_.size())
            late_ = resident_bytes();
    }

    soak_service service_;
    std::vector<std::uint8_t> completed_; ///< How often each call was.
    std::size_t next_ = 0;
    std::size_t done_ = 0;
    std::size_t succeeded_ = 0;
    std::size_t early_ = 0; ///< Resident bytes after a tenth of the calls.
    std::size_t late_ = 0;  ///< And after all.
    std::size_t descriptors_ = 0;
    fault_case case_;
};

} // namespace
} // namespace soak

BOOST_AUTO_TEST_SUITE(soak)

BOOST_AUTO_TEST_CASE(fault_Z1_every_id_is_answered_once_and_nothing_grows) {
    soak_run one(calls_asked_for());
    one.run();
    one.check_calls();
    one.check_faults();
    one.check_levels();
}

BOOST_AUTO_TEST_SUITE_END()
