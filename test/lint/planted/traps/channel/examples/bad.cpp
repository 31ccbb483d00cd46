// SPDX-License-Identifier: BSL-1.0
#include <boost/asio/experimental/channel.hpp>            // refused
#include <boost/asio/experimental/concurrent_channel.hpp> // refused
#include <boost/asio/experimental/parallel_group.hpp>     // refused

auto group = boost::asio::experimental::make_parallel_group(a, b); // refused
