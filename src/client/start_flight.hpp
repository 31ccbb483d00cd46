// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLIENT_START_FLIGHT_HPP
#define MRS_CLIENT_START_FLIGHT_HPP

#include "client/client_impl.hpp"
#include "client/flight.hpp"

#include <boost/asio/cancellation_signal.hpp>

#include <memory>

namespace mrs::detail {

/// Starts `one` on the client's strand, and has it hear of what is emitted on `slot`.
void start_flight(const std::shared_ptr<client_impl>& impl, const std::shared_ptr<flight>& one,
                  const boost::asio::cancellation_slot& slot);

} // namespace mrs::detail

#endif
