// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_NET_NAME_LOOKUP_HPP
#define MRS_NET_NAME_LOOKUP_HPP

#include "net/strand.hpp"

#include <mrs/error.hpp>

#include <boost/asio/ip/address.hpp>

#include <functional>
#include <string>
#include <vector>

namespace mrs::net {

using address_list = std::vector<boost::asio::ip::address>;

/// What a lookup came to: addresses, one at least, or the reason why there are none.
using lookup_handler = std::function<void(const error_code&, const address_list&)>;

/// Asks the system for a host's addresses, on a thread of this one question.
///
/// Nothing can interrupt the system's resolver, so nothing waits for it either: the thread is
/// detached, it is no work of the executor's context, and it outlives that context where it has to.
/// (Asio's own resolver keeps `run` from returning until its last question is answered, and joins
/// its thread in the context's destructor.) A thread that still asks when the process ends goes
/// with it; a program that unloads this library while one asks is at fault.
///
/// @param handler is posted to `executor` unless its context is gone by then. It is destroyed on
/// any thread, after the context too: it may own nothing that needs one
/// @throws std::system_error where no thread can be started
void look_up(const strand& executor, const std::string& host, lookup_handler handler);

} // namespace mrs::net

#endif
