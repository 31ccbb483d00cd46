// SPDX-License-Identifier: BSL-1.0
#include <mrs/error.hpp>

#include <boost/asio/awaitable.hpp>

#include <string>
