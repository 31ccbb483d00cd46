// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLIENT_WAKEUP_HPP
#define MRS_CLIENT_WAKEUP_HPP

#include "core/clock.hpp"
#include "core/timer_queue.hpp"
#include "net/strand.hpp"

#include <mrs/error.hpp>

#include <cstdint>
#include <memory>

namespace mrs::detail {

/// The one operating-system timer behind a client's timer queue. It is pending only while the
/// queue holds something, so that an idle client holds no work.
class wakeup final : public timer_listener, public std::enable_shared_from_this<wakeup> {
public:
    wakeup(const net::strand& executor, timer_queue& queue);

    /// The queue goes: nothing is fired any more.
    void stop();

private:
    void on_first_changed() override;
    void arm(time_point at);
    void on_expiry();

    timer_queue* queue_;
    net::system_timer timer_;
    time_point armed_ = never;
    std::uint64_t round_ = 0; ///< Tells the pending wait from those that it replaced.
    bool firing_ = false;
};

} // namespace mrs::detail

#endif
