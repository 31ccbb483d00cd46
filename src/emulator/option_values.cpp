// SPDX-License-Identifier: BSL-1.0
#include "option_values.hpp"

#include "duration.hpp"
#include "text.hpp"

#include <boost/asio/ip/address.hpp>

#include <CLI/Error.hpp>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <string_view>
#include <system_error>

namespace mrs_emulator {

using boost::asio::ip::tcp;

namespace {

constexpr std::size_t longest_header_value = 31744;

bool is_visible(char each) {
    return each > ' ' && each < '\x7f';
}

bool is_letter_or_digit(char each) {
    return (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z') ||
           (each >= '0' && each <= '9');
}

template<class Test>
bool consists_of(std::string_view text, Test test) {
    return !text.empty() && std::all_of(text.begin(), text.end(), test);
}

} // namespace

tcp::endpoint parse_endpoint(const std::string& text) {
    const std::size_t colon = text.rfind(':');
    if (colon != std::string::npos) {
        std::string host = text.substr(0, colon);
        if (host.size() > 2 && host.front() == '[' && host.back() == ']')
            host = host.substr(1, host.size() - 2);
        boost::system::error_code bad_address;
        const auto address = boost::asio::ip::make_address(host, bad_address);
        std::uint16_t port = 0;
        const char* const end = text.data() + text.size();
        const auto [rest, bad_port] = std::from_chars(text.data() + colon + 1, end, port);
        if (!bad_address && bad_port == std::errc() && rest == end)
            return {address, port};
    }
    throw CLI::ValidationError("'" + text + "' is not ADDRESS:PORT");
}

tcp::endpoint parse_loopback_endpoint(const std::string& text) {
    tcp::endpoint endpoint = parse_endpoint(text);
    if (!endpoint.address().is_loopback())
        throw CLI::ValidationError("'" + text + "' is not a loopback address");
    return endpoint;
}

std::chrono::microseconds parse_length(const std::string& text) {
    const auto length = parse_duration(text);
    if (!length || *length == length->zero())
        throw CLI::ValidationError("'" + text + "' is not a duration such as 200ms, 5m or 24h");
    return *length;
}

std::chrono::microseconds parse_offset(const std::string& text) {
    const bool is_signed = !text.empty() && (text.front() == '-' || text.front() == '+');
    const auto length = parse_duration(is_signed ? text.substr(1) : text);
    if (!length)
        throw CLI::ValidationError("'" + text + "' is not an offset such as 20m or -30s");
    return text.front() == '-' ? -*length : *length;
}

account parse_account(const std::string& text) {
    const std::size_t slash = text.find('/');
    if (slash == text.npos || slash == 0 || slash + 1 == text.size() ||
        text.find('/', slash + 1) != text.npos || has_control(text))
        throw CLI::ValidationError("'" + text + "' is not DOMAIN/NAME");
    return {text.substr(0, slash), text.substr(slash + 1), {}};
}

std::string read_secret(const std::string& path) {
    std::ifstream file(path);
    std::string secret;
    if (!std::getline(file, secret))
        secret.clear();
    if (!secret.empty() && secret.back() == '\r')
        secret.pop_back();
    if (secret.empty())
        throw CLI::ValidationError("'" + path + "' has nothing on its first line");
    if (has_control(secret))
        throw CLI::ValidationError("'" + path + "' has control characters on its first line");
    return secret;
}

std::string read_header_secret(const std::string& path) {
    std::string secret = read_secret(path);
    if (!header_value_problem(secret).empty())
        throw CLI::ValidationError("'" + path + "' has what no header can have on its first line");
    return secret;
}

std::string project_id_problem(const std::string& text) {
    return text.size() <= 64 && consists_of(text, is_letter_or_digit)
               ? std::string()
               : "an id has 1 to 64 letters and digits";
}

std::string cluster_id_problem(const std::string& text) {
    const auto allowed = [](char each) {
        return is_letter_or_digit(each) || each == '-' || each == '_';
    };
    return text.size() <= 64 && consists_of(text, allowed)
               ? std::string()
               : "an id has 1 to 64 letters, digits, '-' and '_'";
}

std::string header_value_problem(const std::string& text) {
    const auto allowed = [](char each) { return is_visible(each) || each == ' '; };
    return text.size() <= longest_header_value && consists_of(text, allowed) &&
                   text.front() != ' ' && text.back() != ' '
               ? std::string()
               : "it is not 1 to 31744 printable characters of ASCII, without blanks at its ends";
}

std::string access_key_problem(const std::string& text) {
    return text.size() <= 128 && consists_of(text, is_visible) &&
                   text.find_first_of("\",;=\\") == text.npos
               ? std::string()
               : "a key's id has 1 to 128 visible characters of ASCII without \" , ; = \\";
}

std::string text_problem(const std::string& text) {
    return text.empty() || has_control(text) ? "it is empty or has control characters"
                                             : std::string();
}

std::string whole_number_problem(const std::string& text) {
    const auto is_digit = [](char each) { return each >= '0' && each <= '9'; };
    return consists_of(text, is_digit) && (text.size() == 1 || text.front() != '0')
               ? std::string()
               : "'" + text + "' is not a whole number";
}

} // namespace mrs_emulator
