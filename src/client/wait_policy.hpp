// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLIENT_WAIT_POLICY_HPP
#define MRS_CLIENT_WAIT_POLICY_HPP

#include "core/clock.hpp"

#include <mrs/cancel_sql.hpp>
#include <mrs/cancel_wait.hpp>
#include <mrs/sql_execution.hpp>

#include <cstdint>
#include <optional>
#include <string_view>

namespace mrs::detail {

/// What comes next on the way from a cancel to the execution's end.
struct wait_step {
    enum class kind : std::uint8_t {
        look,   ///< Ask for the state, before the cancel.
        cancel, ///< Send the cancel.
        query,  ///< Ask for the state, after the cancel.
        pause,  ///< Wait for `pause`, then go on with `paused`.
        finish, ///< It is known what became of the execution: `outcome`.
        fail,   ///< It cannot be known: the last error is the operation's.
    };

    kind what = kind::look;
    duration pause{0};
    wait_outcome outcome = wait_outcome::none;
};

/// Decides what follows what: pure, with the time and a random number as parameters.
class wait_policy {
public:
    explicit wait_policy(const wait_options& options) noexcept;

    /// The look was answered with a state, or not at all: then the cancel goes ahead without it.
    wait_step looked(std::optional<sql_state> state) noexcept;
    wait_step cancelled(cancel_status status, time_point now) noexcept;
    /// @param uniform a random number in [0, 1)
    wait_step queried(sql_state state, std::string_view message, time_point now,
                      double uniform) noexcept;
    /// @param passing whether the next query may fare better
    wait_step query_failed(bool passing, time_point now, double uniform) noexcept;
    wait_step paused() const noexcept;

    /// When patience ends; `never` before the service has taken the cancel.
    [[nodiscard]] time_point deadline() const noexcept { return deadline_; }

private:
    wait_step pause_or(wait_step last, time_point now, double uniform) noexcept;

    duration patience_;
    duration pause_;
    duration longest_;
    time_point deadline_ = never;
    bool was_running_ = false; ///< The look saw it before its end.
    bool known_ = false;       ///< A query was answered since the cancel.
};

} // namespace mrs::detail

#endif
