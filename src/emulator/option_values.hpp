// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_OPTION_VALUES_HPP
#define MRS_EMULATOR_OPTION_VALUES_HPP

#include "credentials.hpp"

#include <boost/asio/ip/tcp.hpp>

#include <chrono>
#include <string>

namespace mrs_emulator {

// Each of these throws CLI::ValidationError for what is not such a value.

boost::asio::ip::tcp::endpoint parse_endpoint(const std::string& text);

/// Takes a loopback address only.
boost::asio::ip::tcp::endpoint parse_loopback_endpoint(const std::string& text);

/// A duration that is longer than none.
std::chrono::microseconds parse_length(const std::string& text);

/// A duration that may have a sign.
std::chrono::microseconds parse_offset(const std::string& text);

/// `DOMAIN/NAME`, without a password yet.
account parse_account(const std::string& text);

/// The first line of a file.
std::string read_secret(const std::string& path);

} // namespace mrs_emulator

#endif
