// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLIENT_START_OPERATION_HPP
#define MRS_CLIENT_START_OPERATION_HPP

#include "client/client_impl.hpp"
#include "client/pending_operation.hpp"

#include <boost/asio/cancellation_signal.hpp>

#include <memory>

namespace mrs::detail {

/// Starts `one` on the client's strand, and has it hear of what is emitted on `slot`.
void start_operation(const std::shared_ptr<client_impl>& impl,
                     const std::shared_ptr<pending_operation>& one,
                     const boost::asio::cancellation_slot& slot);

} // namespace mrs::detail

#endif
