// SPDX-License-Identifier: BSL-1.0
#include "option_values.hpp"

#include "duration.hpp"

#include <boost/asio/ip/address.hpp>

#include <CLI/Error.hpp>

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <system_error>

namespace mrs_emulator {

using boost::asio::ip::tcp;

tcp::endpoint parse_endpoint(const std::string& text) {
    const std::size_t colon = text.rfind(':');
    if (colon != std::string::npos) {
        std::string host = text.substr(0, colon);
        if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
            host = host.substr(1, host.size() - 2);
        }
        boost::system::error_code bad_address;
        const auto address = boost::asio::ip::make_address(host, bad_address);
        std::uint16_t port = 0;
        const char* const end = text.data() + text.size();
        const auto [rest, bad_port] = std::from_chars(text.data() + colon + 1, end, port);
        if (!bad_address && bad_port == std::errc() && rest == end) {
            return {address, port};
        }
    }
    throw CLI::ValidationError("'" + text + "' is not ADDRESS:PORT");
}

tcp::endpoint parse_loopback_endpoint(const std::string& text) {
    tcp::endpoint endpoint = parse_endpoint(text);
    if (!endpoint.address().is_loopback()) {
        throw CLI::ValidationError("'" + text + "' is not a loopback address");
    }
    return endpoint;
}

std::chrono::microseconds parse_length(const std::string& text) {
    const auto length = parse_duration(text);
    if (!length || *length == length->zero()) {
        throw CLI::ValidationError("'" + text + "' is not a duration such as 200ms, 5m or 24h");
    }
    return *length;
}

std::chrono::microseconds parse_offset(const std::string& text) {
    const bool is_signed = !text.empty() && (text.front() == '-' || text.front() == '+');
    const auto length = parse_duration(is_signed ? text.substr(1) : text);
    if (!length) {
        throw CLI::ValidationError("'" + text + "' is not an offset such as 20m or -30s");
    }
    return text.front() == '-' ? -*length : *length;
}

account parse_account(const std::string& text) {
    const std::size_t slash = text.find('/');
    if (slash == text.npos || slash == 0 || slash + 1 == text.size()) {
        throw CLI::ValidationError("'" + text + "' is not DOMAIN/NAME");
    }
    return {text.substr(0, slash), text.substr(slash + 1), {}};
}

std::string read_secret(const std::string& path) {
    std::ifstream file(path);
    std::string secret;
    if (!std::getline(file, secret)) {
        secret.clear();
    }
    if (!secret.empty() && secret.back() == '\r') {
        secret.pop_back();
    }
    if (secret.empty()) {
        throw CLI::ValidationError("'" + path + "' has nothing on its first line");
    }
    return secret;
}

} // namespace mrs_emulator
