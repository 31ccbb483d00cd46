// SPDX-License-Identifier: BSL-1.0
#include "local_caller.hpp"

#include <boost/beast/core/string.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include <string>

namespace mrs_emulator {
namespace {

bool is_local_host(std::string_view host, std::string_view also) {
    const std::string text = "http://" + std::string(host);
    const auto parsed = boost::urls::parse_uri(text);
    if (!parsed || parsed->has_userinfo() || !parsed->encoded_path().empty())
        return false;
    switch (parsed->host_type()) {
    case boost::urls::host_type::ipv4:
        return parsed->host_ipv4_address().is_loopback() || parsed->encoded_host() == also;
    case boost::urls::host_type::ipv6:
        return parsed->host_ipv6_address().is_loopback();
    default:
        return boost::beast::iequals(parsed->encoded_host(), "localhost");
    }
}

} // namespace

std::string_view why_not_local(const http_request& request, std::string_view also) {
    if (request.has_header("Origin"))
        return "a web page may not call: the request has an Origin";
    if (!is_local_host(request.header("Host"), also))
        return "the Host is not localhost or a loopback address";
    return {};
}

bool has_json(const http_request& request) {
    const std::string_view type = request.header("Content-Type");
    const std::string_view media = type.substr(0, type.find_first_of("; \t"));
    return boost::beast::iequals(media, "application/json");
}

} // namespace mrs_emulator
