// SPDX-License-Identifier: BSL-1.0
#include "core/text.hpp" // refused

#include <mrs/error.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ssl.hpp>         // refused
#include <boost/asio/ssl/context.hpp> // refused
#include <boost/beast/core.hpp>       // refused
#include <boost/json.hpp>             // refused

#include <openssl/ssl.h> // refused
