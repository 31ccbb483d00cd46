// SPDX-License-Identifier: BSL-1.0
#include <boost/asio/experimental/awaitable_operators.hpp> // refused

using namespace boost::asio::experimental::awaitable_operators; // refused
