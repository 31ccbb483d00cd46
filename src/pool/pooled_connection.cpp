// SPDX-License-Identifier: BSL-1.0
#include "pool/pooled_connection.hpp"

#include "pool/connection_pool.hpp"

namespace mrs::pool {

pooled_connection::pooled_connection(connection_pool& pool, net::origin& target,
                                     std::uint64_t of_turn, std::uint64_t of_all, time_point now)
    : turn(of_turn), number(of_all), begun(now), pool_(pool),
      connection_(target.connections.make_connection(target, *this)) {}

void pooled_connection::on_opened() {
    pool_.opened(*this);
}

void pooled_connection::on_open_failed(const net::transport_error& failure) {
    pool_.open_failed(*this, failure); // It is no more.
}

} // namespace mrs::pool
