// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_EVENT_BALANCE_HPP
#define MRS_TEST_EVENT_BALANCE_HPP

#include <mrs/observer.hpp>

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <set>

namespace mrs_test {

/// Keeps account of what begins and ends, and checks that nothing ends which has not begun.
class event_balance final : public mrs::observer {
public:
    void on_attempt_started(const mrs::attempt_started& event) override {
        BOOST_TEST(connections_.contains(event.connection));
        BOOST_TEST(attempts_.insert(event.call.number).second);
    }
    void on_attempt_ended(const mrs::attempt_ended& event) override {
        BOOST_TEST(attempts_.erase(event.call.number) == 1u);
    }
    void on_call_ended(const mrs::call_ended& event) override {
        BOOST_TEST(!attempts_.contains(event.call.number));
        ++calls_;
    }
    void on_retry_scheduled(const mrs::retry_scheduled& event) override {
        BOOST_TEST(!attempts_.contains(event.call.number));
    }
    void on_connection_opened(const mrs::connection_opened& event) override {
        BOOST_TEST(connections_.insert(event.connection).second);
    }
    void on_connection_failed(const mrs::connection_failed& event) override {
        BOOST_TEST(!connections_.contains(event.connection));
        BOOST_TEST(event.error);
    }
    void on_connection_reused(const mrs::connection_reused& event) override {
        BOOST_TEST(connections_.contains(event.connection));
    }
    void on_connection_retired(const mrs::connection_retired& event) override {
        BOOST_TEST(connections_.erase(event.connection) == 1u);
    }

    /// How many calls have ended.
    [[nodiscard]] std::uint64_t calls() const noexcept { return calls_; }
    /// To be asked when the client is gone.
    void check_even() const {
        BOOST_TEST(attempts_.size() == 0u);
        BOOST_TEST(connections_.size() == 0u);
    }

private:
    std::set<std::uint64_t> attempts_; ///< The calls that have one.
    std::set<std::uint64_t> connections_;
    std::uint64_t calls_ = 0;
};

} // namespace mrs_test

#endif
