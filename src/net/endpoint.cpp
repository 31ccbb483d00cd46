// SPDX-License-Identifier: BSL-1.0
#include "net/endpoint.hpp"

#include <mrs/error.hpp>

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include <algorithm>
#include <cctype>

namespace mrs::net {

namespace asio = boost::asio;
namespace urls = boost::urls;

namespace {

[[noreturn]] void refuse(const std::string& why) {
    throw error(errc::invalid_argument, "endpoint: " + why);
}

bool is_host_character(char c) noexcept {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '-' || c == '.' || c == '_';
}

bool is_number(std::string_view label) noexcept {
    return label.starts_with("0x")
               ? label.find_first_not_of("0123456789abcdef", 2) == std::string_view::npos
               : label.find_first_not_of("0123456789") == std::string_view::npos;
}

/// As 127.1 and 0x7f000001 do: no DNS name, but resolvers read an IPv4 address in it.
bool ends_in_a_number(std::string_view name) noexcept {
    return is_number(name.substr(name.rfind('.') + 1));
}

/// Its labels, each at most 63 bytes and with no hyphen at an end; one dot may close it.
void check_labels(std::string_view name) {
    if (name.size() > (name.ends_with('.') ? 254U : 253U))
        refuse("the host is longer than a DNS name can be");
    if (!std::all_of(name.begin(), name.end(), is_host_character))
        refuse("the host has a character that no DNS name has");
    while (!name.empty()) {
        const std::string_view label = name.substr(0, name.find('.'));
        if (label.empty())
            refuse("the host has an empty label");
        if (label.size() > 63)
            refuse("the host has a label of more than 63 bytes");
        if (label.front() == '-' || label.back() == '-')
            refuse("the host has a label with a hyphen at its end");
        name.remove_prefix(std::min(label.size() + 1, name.size()));
    }
}

std::string in_lower_case(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return text;
}

/// What `host` stands for: an address or else a DNS name.
void take_host(endpoint& to, std::string host) {
    to.host = in_lower_case(std::move(host));
    if (to.host.empty() || to.host == ".")
        refuse("the host is missing");
    if (to.host.find_first_not_of("0123456789abcdef:.") == std::string::npos) {
        boost::system::error_code ec;
        const auto address = asio::ip::make_address(to.host, ec);
        if (!ec) {
            to.literal = address;
            return;
        }
    }
    check_labels(to.host);
    if (ends_in_a_number(to.tls_name()))
        refuse("the host ends in a number but is no IPv4 address");
}

void refuse_path_and_query(const urls::url_view& url) {
    if (!url.encoded_path().empty() && url.encoded_path() != "/")
        refuse("a path is not allowed in the URL");
    if (url.has_query())
        refuse("a query is not allowed in the URL");
}

urls::url_view checked_url(std::string_view text) {
    const auto parsed = urls::parse_uri(boost::core::string_view(text.data(), text.size()));
    if (!parsed)
        refuse("not a URL such as https://mrs.cn-north-4.myhuaweicloud.com");
    if (parsed->scheme_id() != urls::scheme::https && parsed->scheme_id() != urls::scheme::http)
        refuse("the scheme is not https");
    if (parsed->has_userinfo())
        refuse("user info is not allowed in the URL");
    // Of 127.0.0.1.example, Boost.URL 1.81 makes an address and a path.
    if (!parsed->encoded_path().empty() && !parsed->encoded_path().starts_with('/'))
        refuse("the host begins with an IPv4 address, but does not end there");
    return *parsed;
}

endpoint origin_of(const urls::url_view& url) {
    if (url.has_fragment())
        refuse("a fragment is not allowed in the URL");
    if (url.has_port() && url.port_number() == 0)
        refuse("the port is not a number from 1 to 65535");
    endpoint result;
    result.tls = url.scheme_id() == urls::scheme::https;
    if (url.host_type() == urls::host_type::ipvfuture)
        refuse("the host is of an unknown kind of address");
    take_host(result, url.host_address());
    if (url.has_port())
        result.port = url.port_number();
    else
        result.port = result.tls ? 443 : 80;
    return result;
}

/// Of this machine, or of its own link: no router passes it on.
bool is_local(const asio::ip::address& address) {
    if (address.is_loopback())
        return true;
    if (address.is_v6())
        return address.to_v6().is_link_local();
    const auto bytes = address.to_v4().to_bytes();
    return bytes[0] == 169 && bytes[1] == 254;
}

std::string shown_host(const endpoint& one) {
    return one.literal && one.literal->is_v6() ? "[" + one.host + "]" : one.tls_name();
}

/// Throws what `parse` refuses, with another field's name.
endpoint renamed(const std::string& field, endpoint (*parse)(std::string_view),
                 std::string_view text) {
    try {
        return parse(text);
    } catch (const error& refused) {
        std::string why = refused.info().detail;
        throw error(errc::invalid_argument, field + why.erase(0, why.find(':')));
    }
}

endpoint proxy_of(std::string_view text) {
    const auto url = urls::parse_uri(boost::core::string_view(text.data(), text.size()));
    if (!url)
        refuse("not a URL such as http://proxy.example:3128");
    if (url->scheme_id() != urls::scheme::http)
        refuse("the scheme is not http");
    if (url->has_userinfo())
        refuse("user info is not allowed in the URL, which is no secret");
    if (!url->has_port())
        refuse("the port is missing");
    refuse_path_and_query(*url);
    return origin_of(*url);
}

endpoint server_name_of(std::string_view text) {
    endpoint result;
    take_host(result, std::string(text));
    return result;
}

} // namespace

std::string endpoint::tls_name() const {
    if (!literal && host.back() == '.')
        return host.substr(0, host.size() - 1);
    return host;
}

std::string endpoint::authority() const {
    std::string text = shown_host(*this);
    if (port != (tls ? 443 : 80))
        text += ":" + std::to_string(port);
    return text;
}

std::string endpoint::host_and_port() const {
    return shown_host(*this) + ":" + std::to_string(port);
}

std::string endpoint::url() const {
    return (tls ? "https://" : "http://") + authority();
}

endpoint parse_endpoint(std::string_view text, bool allow_plaintext_loopback) {
    const urls::url_view url = checked_url(text);
    refuse_path_and_query(url);
    endpoint result = origin_of(url);
    const bool loopback = result.literal && result.literal->is_loopback();
    if (!result.tls && !(allow_plaintext_loopback && loopback))
        refuse("http:// would send the token in clear text; it is allowed to a loopback address "
               "with allow_plaintext_loopback");
    return result;
}

endpoint parse_proxy(std::string_view text) {
    return renamed("proxy", &proxy_of, text);
}

endpoint parse_server_name(std::string_view text) {
    return renamed("tls.server_name", &server_name_of, text);
}

location parse_local_service(std::string_view text) {
    const urls::url_view url = checked_url(text);
    location result;
    result.peer = origin_of(url);
    if (!result.peer.tls && !(result.peer.literal && is_local(*result.peer.literal)))
        refuse("http:// is allowed to a loopback or link-local address alone");
    const boost::core::string_view target = url.encoded_target();
    result.target = std::string(target.data(), target.size());
    if (!result.target.starts_with('/'))
        result.target.insert(0, "/");
    return result;
}

} // namespace mrs::net
