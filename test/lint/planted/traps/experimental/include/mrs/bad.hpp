// SPDX-License-Identifier: BSL-1.0
#include <boost/asio/experimental/awaitable_operators.hpp> // refused

using boost::asio::experimental::use_coro; // refused
