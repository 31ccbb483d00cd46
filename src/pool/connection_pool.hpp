// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_POOL_CONNECTION_POOL_HPP
#define MRS_POOL_CONNECTION_POOL_HPP

#include "core/counters.hpp"
#include "core/observation.hpp"
#include "core/random.hpp"
#include "core/timer_queue.hpp"
#include "net/origin.hpp"
#include "net/transport_error.hpp"
#include "pool/endpoint_choice.hpp"
#include "pool/pool_state.hpp"
#include "pool/pooled_connection.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace mrs::pool {

/// Whoever asks for a connection.
class pool_user : public waiter {
public:
    /// @param now when it was granted
    virtual void on_connection(pooled_connection& granted, time_point now) = 0;
    /// @param last the endpoint that failed last
    virtual void on_open_failed(const net::origin& last, const net::transport_error& failure) = 0;

protected:
    ~pool_user() = default;
};

/// Hears when no connection is opening any more.
class opening_listener {
public:
    /// @param failure the first failure since the last call, if any
    virtual void on_openings_done(const std::optional<net::transport_error>& failure) = 0;

protected:
    ~opening_listener() = default;
};

/// The connections of a client: does what `pool_state` decides. Used on the client's strand.
class connection_pool final {
public:
    /// @param origins where to open connections; the first one first
    connection_pool(net::origin_list& origins, const limits& bounds, random_source& random,
                    counters& counts, observation& watch, opening_listener& listener);
    connection_pool(const connection_pool&) = delete;
    connection_pool& operator=(const connection_pool&) = delete;
    ~connection_pool();

    /// Serves `user` now or later, or returns false where too many wait already.
    bool acquire(pool_user& user, time_point now);
    void remove(pool_user& user) noexcept;

    /// Gives back a connection that may carry another request.
    void release(pooled_connection& connection, time_point now,
                 std::optional<duration> server_idle = std::nullopt,
                 std::optional<std::size_t> server_uses = std::nullopt);
    /// Closes a connection that was granted and may not.
    void discard(pooled_connection& connection, retire_reason why);
    /// Closes `connection`, whose peer has fallen silent, and those that have been idle for longer
    /// than that: they may lead into the same nothing.
    void discard_silent(pooled_connection& connection, time_point silent_since);
    /// Closes `connection` and opens another in its place, for `user`.
    void replace(pooled_connection& connection, pool_user& user);

    void warm_up(std::size_t count);
    /// Closes the idle connections whose time has passed or whose peer has closed them.
    void trim();
    /// From now on opens nothing and keeps nothing.
    void drain();
    /// Opens and keeps connections again.
    void resume() noexcept { state_.resume(); }
    /// Closes every connection, whatever it does.
    void shutdown() noexcept;
    /// Stops or starts to look after idle connections by itself.
    void watch_idle(bool yes);

    /// Where connections are opened now.
    [[nodiscard]] net::origin& in_use() noexcept {
        return origins_[choice_.endpoint_of(choice_.current())];
    }
    /// Why a connection could not be opened last time; reset when one could.
    [[nodiscard]] const std::optional<net::transport_error>& last_failure() const noexcept {
        return last_failure_;
    }

private:
    friend class pooled_connection;

    void opened(pooled_connection& fresh);
    void open_failed(pooled_connection& failed, const net::transport_error& failure);

    void pump();
    void pump_at(time_point now);
    void perform(const action& decision);
    void grant(pooled_connection& connection, pool_user& receiver);
    void open();
    /// Takes it out of those that there are, and closes it.
    std::unique_ptr<pooled_connection> drop(slot& gone) noexcept;
    /// The same for one that was open.
    void retire(slot& gone, retire_reason why) noexcept;
    void tell_failed(const pooled_connection& failed, const net::transport_error& failure) noexcept;
    void tell_retired(const pooled_connection& gone, retire_reason why) noexcept;
    void openings_changed();
    void publish() noexcept;

    net::origin_list& origins_;
    timer_queue& timers_;
    endpoint_choice choice_;
    random_source& random_;
    counters& counters_;
    observation& watch_;
    opening_listener& listener_;
    pool_state state_;
    timer sweep_;
    timer reopen_; ///< For what is put off after a failed opening.
    std::vector<std::unique_ptr<pooled_connection>> connections_;
    std::optional<net::transport_error> last_failure_;
    std::optional<net::transport_error> opening_failure_;
    std::uint64_t opened_ = 0; ///< How many connections were begun.
    time_point now_{};         ///< Of the latest event.
    bool watching_ = false;
    bool pumping_ = false;
};

} // namespace mrs::pool

#endif
