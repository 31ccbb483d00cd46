// SPDX-License-Identifier: BSL-1.0
#include "net/no_proxy.hpp"

#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>
#include <boost/beast/core/string.hpp>

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>

namespace mrs::net {

namespace ip = boost::asio::ip;

namespace {

/// An entry without its port.
struct place {
    std::string_view host;
    std::optional<std::uint16_t> port;
    bool sound = true; ///< What stands behind the host is a port, or nothing.
};

place split(std::string_view entry) {
    place result;
    std::string_view behind;
    if (const auto bracket = entry.find(']'); entry.starts_with('[')) {
        result.host = entry.substr(1, bracket == entry.npos ? bracket : bracket - 1);
        behind = bracket == entry.npos ? "[" : entry.substr(bracket + 1);
    } else if (std::count(entry.begin(), entry.end(), ':') == 1) {
        result.host = entry.substr(0, entry.find(':'));
        behind = entry.substr(entry.find(':'));
    } else {
        result.host = entry;
    }
    if (behind.empty())
        return result;
    std::uint16_t number = 0;
    const auto* const end = behind.data() + behind.size();
    const auto read = std::from_chars(behind.data() + 1, end, number);
    result.sound = behind.front() == ':' && read.ec == std::errc() && read.ptr == end;
    result.port = number;
    return result;
}

template<typename Network, typename Address>
bool holds(const Network& network, const Address& address) {
    return Network(address, network.prefix_length()).network() == network.network();
}

bool is_in_network(std::string_view text, const ip::address& address) {
    boost::system::error_code ec;
    const std::string name(text);
    if (address.is_v4()) {
        const auto network = ip::make_network_v4(name, ec);
        return !ec && holds(network, address.to_v4());
    }
    const auto network = ip::make_network_v6(name, ec);
    return !ec && holds(network, address.to_v6());
}

bool is_below(std::string_view domain, std::string_view name) {
    if (domain.starts_with('.'))
        domain.remove_prefix(1);
    if (domain.ends_with('.'))
        domain.remove_suffix(1);
    if (domain.empty() || name.size() < domain.size())
        return false;
    const std::size_t before = name.size() - domain.size();
    return boost::beast::iequals({name.data() + before, domain.size()},
                                 {domain.data(), domain.size()}) &&
           (before == 0 || name[before - 1] == '.');
}

bool names(std::string_view entry, const endpoint& target) {
    if (entry == "*")
        return true;
    if (target.literal && entry.find('/') != entry.npos)
        return is_in_network(entry, *target.literal);
    const place named = split(entry);
    if (!named.sound || (named.port && *named.port != target.port))
        return false;
    if (!target.literal)
        return is_below(named.host, target.tls_name());
    boost::system::error_code ec;
    return ip::make_address(std::string(named.host), ec) == *target.literal && !ec;
}

} // namespace

bool goes_direct(std::string_view list, const endpoint& target) {
    constexpr std::string_view separators = ", \t";
    while (!list.empty()) {
        const auto end = std::min(list.find_first_of(separators), list.size());
        if (end > 0 && names(list.substr(0, end), target))
            return true;
        list.remove_prefix(std::min(end + 1, list.size()));
    }
    return false;
}

} // namespace mrs::net
