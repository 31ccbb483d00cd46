// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_POOL_POOLED_CONNECTION_HPP
#define MRS_POOL_POOLED_CONNECTION_HPP

#include "core/clock.hpp"
#include "net/connection.hpp"
#include "net/origin.hpp"
#include "pool/pool_state.hpp"

#include <cstdint>
#include <memory>

namespace mrs::pool {

class connection_pool;

/// One connection of a pool: what its state machine knows of it, and the connection itself.
class pooled_connection final : public slot, private net::connection_owner {
public:
    /// @param of_turn that of `endpoint_choice` which it is opened in
    /// @param of_all its number among all that the pool opened
    pooled_connection(connection_pool& pool, net::origin& target, std::uint64_t of_turn,
                      std::uint64_t of_all, time_point now);
    pooled_connection(const pooled_connection&) = delete;
    pooled_connection& operator=(const pooled_connection&) = delete;
    ~pooled_connection() = default;

    /// What it carries its requests by.
    [[nodiscard]] net::connection& connection() const noexcept { return *connection_; }
    [[nodiscard]] const net::origin& target() const noexcept { return connection_->target(); }

    const std::uint64_t turn;
    const std::uint64_t number;
    const time_point begun; ///< When its opening began.

private:
    void on_opened() override;
    void on_open_failed(const net::transport_error& failure) override;

    connection_pool& pool_;
    const std::shared_ptr<net::connection> connection_; ///< Shared with what it waits for.
};

} // namespace mrs::pool

#endif
