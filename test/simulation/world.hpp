// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_SIMULATION_WORLD_HPP
#define MRS_TEST_SIMULATION_WORLD_HPP

#include "client/client_impl.hpp"
#include "network.hpp"
#include "plan.hpp"
#include "service.hpp"
#include "support/dice.hpp"
#include "timeline.hpp"
#include "watcher.hpp"

#include <mrs/bulk.hpp>
#include <mrs/client_options.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/io_context.hpp>

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace simulation {

/// A call beside the bulk run.
struct single_call {
    std::string subject;
    time_point begun{};
    duration limit{0};
    int most_requests = 0; ///< Those that replace stale ones aside.
    bool submits = false;
    bool waits = false;   ///< For the end of what it cancels.
    bool queries = false; ///< An execution that nobody cancels.
    std::optional<mrs::error_code> error;
    bool must_end = false; ///< It was just cancelled, and may not wait for an answer.
    boost::asio::cancellation_signal signal;
};

/// One client and its service, network and user in virtual time. It ends when nothing happens any
/// more. Every broken rule throws `broken`.
class world {
public:
    explicit world(const plan& one);
    world(const world&) = delete;
    world& operator=(const world&) = delete;
    ~world();

    void run();

    /// How long it took there.
    [[nodiscard]] duration length() const noexcept { return time_.now() - timeline::start; }

private:
    [[nodiscard]] mrs::client_options options();
    [[nodiscard]] mrs::credentials credentials();
    static boost::asio::awaitable<mrs::auth_token> fetch_token(world& in);
    static boost::asio::awaitable<mrs::access_key> fetch_key(world& in);
    static boost::asio::awaitable<std::uint64_t> fetch(world& in);

    std::optional<mrs::cancel_sql_request> next_id();
    static boost::asio::awaitable<std::optional<mrs::cancel_sql_request>> feed(world& in);
    mrs::bulk_source source();
    void start_bulk();
    void start_calls();
    void start(single_call& one);
    void begin(single_call& one, const mrs::call_options& limits);
    void cancel(single_call& one, boost::asio::cancellation_type kind);
    void plan_deed();
    void does();
    void close(duration patience);

    void hold(bool good, const std::string& rule);
    void pass();
    void fire();

    void on_request(const std::string& subject);
    void on_outcome(const mrs::bulk_outcome& outcome);
    void on_bulk_end(const mrs::bulk_summary& summary);
    void on_call_end(single_call& one, const mrs::error_code& ec);

    void check_ended() const;
    void check_outcome(const std::string& id, const mrs::bulk_outcome& outcome) const;
    void check_calls() const;
    void check_cancelled();
    void check_outcomes() const;
    void check_counts() const;
    void check_quota() const;
    void check_time_left() const;
    void check_empty();
    void check_permits();

    const plan plan_;
    dice random_;
    std::optional<boost::asio::io_context> context_;
    timeline time_;
    service service_;
    network network_;
    std::shared_ptr<watcher> watcher_;
    std::shared_ptr<mrs::detail::client_impl> client_;

    // The bulk run.
    mrs::bulk_control control_;
    std::uint64_t taken_ = 0;
    std::unordered_map<std::string, mrs::bulk_outcome> outcomes_;
    std::string last_; ///< The id that ended last.
    std::optional<mrs::bulk_summary> summary_;
    time_point bulk_ended_{};
    std::optional<duration> told_left_; ///< After its first minute.

    std::deque<single_call> calls_;    ///< They stay where they are.
    time_point over_ = mrs::never;     ///< From then on no request of the run may begin.
    time_point all_over_ = mrs::never; ///< Nor any other.
    std::optional<mrs::error_code> closed_;
    std::string wrong_; ///< The first broken rule that was seen where nothing may be thrown.
};

} // namespace simulation

#endif
