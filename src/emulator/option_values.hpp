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

/// The first line of a file, without control characters.
std::string read_secret(const std::string& path);

/// The first line of a file, fit to be a header's value: see header_value().
std::string read_header_secret(const std::string& path);

// Each of these says what is wrong with a text; it is empty if nothing is.

/// Letters and digits, as a project's id; with `-` and `_` a cluster's.
std::string project_id_problem(const std::string& text);
std::string cluster_id_problem(const std::string& text);

/// Visible ASCII, 1 to 31744 bytes.
std::string header_value_problem(const std::string& text);

/// Visible ASCII without what an Authorization header separates by, 1 to 128 bytes.
std::string access_key_problem(const std::string& text);

/// Some text without control characters.
std::string text_problem(const std::string& text);

/// A whole number in decimal digits, without a sign or leading zeros.
std::string whole_number_problem(const std::string& text);

} // namespace mrs_emulator

#endif
