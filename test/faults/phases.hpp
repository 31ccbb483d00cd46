// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_PHASES_HPP
#define MRS_TEST_PHASES_HPP

#include "black_hole.hpp"
#include "fault_case.hpp"

#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/steady_timer.hpp>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace mrs_test {

/// Where a call stands when it is cancelled.
enum class phase { resolve, connect, handshake, write, read, back_off, pool_wait, token_refresh };
inline constexpr phase all_phases[] = {phase::resolve,   phase::connect,      phase::handshake,
                                       phase::write,     phase::read,         phase::back_off,
                                       phase::pool_wait, phase::token_refresh};

std::string name_of(phase one);
/// Whether a byte of a request may have reached the service by then.
bool was_sent(phase one) noexcept;

/// A call that is held in one phase until the test lets it go.
class held_call {
public:
    explicit held_call(phase where);
    held_call(const held_call&) = delete;
    held_call& operator=(const held_call&) = delete;
    ~held_call() = default;

    /// Starts it, and runs until it stands in its phase.
    void start();
    /// Lets go what holds it.
    void release();

    /// Destroys the client and the context, with all that hangs on it.
    void drop_context() noexcept;

    fault_case& host() noexcept { return *case_; }

    boost::asio::cancellation_signal signal;
    std::optional<mrs::error_code> ec; ///< Once it has completed.
    std::shared_ptr<const mrs::diagnostics> info;

private:
    [[nodiscard]] std::vector<fault_server::script> scripts();
    [[nodiscard]] mrs::client_options options();
    [[nodiscard]] bool on_connected();
    void complete(mrs::error_code result, std::shared_ptr<const mrs::diagnostics> details);
    boost::asio::awaitable<void> hold();
    boost::asio::awaitable<std::vector<boost::asio::ip::address>> addresses();
    boost::asio::awaitable<mrs::auth_token> token();
    void hold_peer(fault_peer& peer);

    phase where_;
    std::atomic<bool> go_{false};
    bool asked_ = false;
    std::optional<fault_case> case_;
    std::optional<boost::asio::steady_timer> gate_;
    std::optional<black_hole> hole_;
    std::optional<ending> occupant_;
};

} // namespace mrs_test

#endif
