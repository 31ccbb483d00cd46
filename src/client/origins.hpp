// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLIENT_ORIGINS_HPP
#define MRS_CLIENT_ORIGINS_HPP

#include "net/origin.hpp"

#include <mrs/client_options.hpp>

namespace mrs::detail {

/// One for the endpoint and each of those to fail over to, in this order.
/// @throws mrs::error with `errc::invalid_argument`, whose text names the field
net::origin_list make_origins(const net::strand& order, timer_queue& timers,
                              net::connector& connections, const client_options& options);

} // namespace mrs::detail

#endif
