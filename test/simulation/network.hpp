// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_SIMULATION_NETWORK_HPP
#define MRS_TEST_SIMULATION_NETWORK_HPP

#include "net/connection.hpp"
#include "plan.hpp"
#include "service.hpp"
#include "support/dice.hpp"
#include "timeline.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>

namespace simulation {

/// Where the service is, where it is too when the way to the first is not, and the others.
inline constexpr const char* service_url = "http://127.0.0.1:1";
inline constexpr const char* backup_url = "http://127.0.0.1:2";
inline constexpr const char* iam_url = "http://127.0.0.1:3";
inline constexpr const char* metadata_url = "http://127.0.0.1:4";

/// What becomes of a connection that is opened.
enum class opening { opens, refused, swallowed };

/// What becomes of a request.
enum class passage {
    answered,
    lost_before, ///< The connection is reset before it arrives,
    lost_after,  ///< or before the answer does.
    cut,         ///< The connection ends inside the answer.
    garbled,     ///< What comes is no answer.
    swallowed,   ///< Nothing is heard of it any more.
};

/// How often the requests about one subject were sent.
struct sent_requests {
    std::uint64_t begun = 0;
    std::uint64_t stale = 0;  ///< Of these, on a connection that had been closed.
    std::uint64_t unsent = 0; ///< Of these, no byte left.
    time_point last{};        ///< When the last one began that replaces no stale one.
    bool replaces = false;    ///< The next one replaces a stale one.
};

/// The way to the service: makes the client's connections, and decides what happens to them.
class network final : public mrs::net::connector {
public:
    network(const plan& one, timeline& of, service& at)
        : time(of), peer(at), plan_(one), random_(one.seed ^ 0x9e7) {}
    network(const network&) = delete;
    network& operator=(const network&) = delete;
    ~network() = default;

    std::shared_ptr<mrs::net::connection>
    make_connection(mrs::net::origin& target, mrs::net::connection_owner& owner) override;

    /// The outage of now on the way to `target`, if there is one.
    [[nodiscard]] std::optional<outage::kind> away(const mrs::net::origin& target) const;
    [[nodiscard]] opening next_opening(const mrs::net::origin& target);
    [[nodiscard]] passage next_passage(const mrs::net::origin& target);
    /// There and back.
    [[nodiscard]] duration next_latency();
    [[nodiscard]] bool once_in(std::uint64_t bound) { return random_.once_in(bound); }
    [[nodiscard]] const plan& how() const noexcept { return plan_; }

    void begun(const std::string& subject);
    void stale(const std::string& subject);
    void unsent(const std::string& subject) { ++sent_[subject].unsent; }
    void opened() noexcept { ++alive_; }
    void gone() noexcept { --alive_; }

    /// Connections that have not been destroyed.
    [[nodiscard]] std::size_t alive() const noexcept { return alive_; }
    [[nodiscard]] std::uint64_t requests() const noexcept { return requests_; }
    [[nodiscard]] sent_requests sent(const std::string& subject) const;
    /// Who hears of each request that begins, and replaces no stale one.
    std::function<void(const std::string& subject)> on_request;

    timeline& time;
    service& peer;

private:
    const plan& plan_;
    dice random_;
    std::unordered_map<std::string, sent_requests> sent_;
    std::uint64_t requests_ = 0;
    std::size_t alive_ = 0;
};

} // namespace simulation

#endif
