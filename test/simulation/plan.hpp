// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_SIMULATION_PLAN_HPP
#define MRS_TEST_SIMULATION_PLAN_HPP

#include "pacing/limiter.hpp"
#include "timeline.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace simulation {

/// What of a thousand is so.
using per_mille = std::uint64_t;

/// The service is away from `begin` on, after the start of the world.
struct outage {
    enum class kind {
        refusing,   ///< Connections are refused, open ones are reset.
        swallowing, ///< Nothing is answered, not even a connection.
        failing,    ///< The gateway answers 503.
    };
    kind what = kind::failing;
    duration begin{0};
    duration length{0};
};

/// What a world is for: each kind has a rule of its own that holds in no other.
enum class purpose {
    known_quota,   ///< The client knows the quota, which nobody else uses.
    learned_quota, ///< It does not.
    outages,       ///< The service is away now and then, and nothing else goes wrong.
    trouble,       ///< Everything at once.
};

/// How the client proves itself.
enum class proof { token, fetched_token, fetched_key, password, metadata };

/// What the user does in the middle of it.
enum class deed {
    nothing,
    stop,     ///< The run.
    abort,    ///< Likewise.
    deadline, ///< The run has one.
    close,    ///< The client, with patience.
    forget,   ///< The last handle of the client goes.
};

/// How one world is: it follows from its seed alone.
struct plan {
    std::uint64_t seed = 0;
    purpose what_for = purpose::trouble;

    // The network.
    duration latency{20ms}; ///< There and back; half of it random.
    per_mille slow = 0;     ///< Answers that take up to half a minute.
    per_mille faults = 0;   ///< Exchanges that meet one.
    per_mille unopened = 0; ///< Connections that are refused or never answered.
    bool backup = false;    ///< There is a second endpoint, whose network has no outage.

    // The service.
    mrs::pacing::quota quota{60, 1min}; ///< Of cancels; in windows of its own.
    duration phase{0};                  ///< How far into a window the world begins.
    bool announces = true;              ///< It says what the quota is.
    bool asks_to_wait = false;          ///< It says how long to wait.
    double others = 0;                  ///< The share of the quota that others use.
    std::vector<outage> outages;
    std::vector<duration> restarts; ///< Each closes every connection.
    duration keeps_idle{60s};       ///< So long an unused connection stays.
    per_mille errors = 0;           ///< Answers that are 500, 502, 503, 504.
    per_mille failed = 0;           ///< Executions whose cancel is FAILED.
    per_mille unknown = 0;          ///< Executions that it knows nothing of.

    // The credentials.
    proof shown = proof::token;
    duration life{24h};          ///< Of what is fetched.
    duration fetching{50ms};     ///< How long a fetch takes.
    per_mille unfetched = 0;     ///< Fetches that fail.
    bool revokes = false;        ///< The service refuses some before their end.
    duration clock_error{0};     ///< Of the machine's time of day.
    std::optional<duration> set; ///< When that is put right.

    // The user.
    std::uint64_t ids = 0; ///< Of the bulk run.
    std::size_t concurrency = 0;
    bool waits = false;  ///< For the end of what it cancels.
    duration feeding{0}; ///< How long the source takes for each; zero: it has them all.
    bool knows_quota = false;
    deed does = deed::nothing;
    duration does_at{0};
    std::uint64_t calls = 0;       ///< Beside it.
    std::uint64_t waits_for = 0;   ///< Likewise: cancels that wait for the end.
    std::uint64_t submissions = 0; ///< Likewise.
    std::uint64_t queries = 0;     ///< Likewise.
    duration spread{1min};         ///< These begin within such a time.

    /// Whether the run can know after a minute how long it takes.
    [[nodiscard]] bool tells_time_left() const noexcept {
        return what_for == purpose::known_quota ||
               (what_for == purpose::learned_quota && announces);
    }
};

/// Seed 0 is the plainest long run: 10,000 ids at the vendor's 60 a minute.
plan draw(std::uint64_t seed);

/// In words, for whoever looks for what went wrong.
std::string to_string(const plan& one);

} // namespace simulation

#endif
