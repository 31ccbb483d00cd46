// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_SIMULATION_SERVICE_HPP
#define MRS_TEST_SIMULATION_SERVICE_HPP

#include "plan.hpp"
#include "support/dice.hpp"
#include "timeline.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace simulation {

/// What the service answers.
struct reply {
    int status = 200;
    std::string body;
    std::string retry_after{};
    std::string token{}; ///< That IAM gives, in its header.
};

/// What becomes of an execution that is cancelled.
enum class fate { succeeds, fails, unknown };

/// What the service has counted of one execution or one statement.
struct tally {
    std::uint64_t requests = 0; ///< That reached it, whatever came of them.
    std::uint64_t done = 0;     ///< Cancelled, or submitted.
};

/// The service with its gateway, in virtual time: who may ask, how often, and what comes of it.
class service {
public:
    service(const plan& one, const timeline& time)
        : plan_(one), time_(time), random_(one.seed ^ 0x5e7f1ce) {}

    /// The outage of now, if there is one.
    [[nodiscard]] std::optional<outage::kind> away() const;
    /// How often it was started anew, which ended all connections.
    [[nodiscard]] std::size_t restarts() const;

    /// A new token or key, good for the plan's life. Returns its number.
    std::uint64_t issue();

    /// A request has come.
    reply handle(std::string_view request);

    [[nodiscard]] fate fate_of(std::string_view id) const;
    [[nodiscard]] tally tally_of(const std::string& name) const;
    /// Cancels that counted for the quota, and those that were too many.
    [[nodiscard]] std::uint64_t counted() const noexcept { return counted_; }
    [[nodiscard]] std::uint64_t throttled() const noexcept { return throttled_; }

private:
    struct issued {
        time_point until{};
        time_point revoked = mrs::never;
    };

    [[nodiscard]] bool permits(std::string_view request) const;
    [[nodiscard]] bool is_good(std::uint64_t number) const;
    [[nodiscard]] bool is_dated(std::string_view text) const;
    bool has_quota();
    [[nodiscard]] std::string end_of_life() const;
    reply give(std::string_view request);
    reply give_token();
    reply give_key();
    reply slow_down() const;
    reply cancel(std::string_view id);
    reply submit(std::string_view statement);
    [[nodiscard]] reply state_of(const std::string& id) const;
    [[nodiscard]] duration age() const noexcept { return time_.now() - timeline::start; }
    /// How long the quota's window of now has lasted.
    [[nodiscard]] duration since_window() const noexcept {
        return (age() + plan_.phase) % plan_.quota.window;
    }

    const plan& plan_;
    const timeline& time_;
    dice random_;
    std::vector<issued> issued_;
    std::unordered_map<std::string, tally> tallies_;
    std::int64_t window_ = -1; ///< The quota's of the last cancel.
    std::size_t used_ = 0;     ///< In that window.
    std::uint64_t counted_ = 0;
    std::uint64_t throttled_ = 0;
};

/// What the subject of a query begins with; the execution's id follows.
inline constexpr std::string_view query = "query ";

/// What a request is about: the execution's id, where it cancels that; nothing where it asks for
/// credentials.
std::string subject_of(std::string_view request);

} // namespace simulation

#endif
