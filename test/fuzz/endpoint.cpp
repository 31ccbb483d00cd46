// SPDX-License-Identifier: BSL-1.0
// The URL of an endpoint, of a proxy, or of a service of this machine.
#include "net/endpoint.hpp"

#include "fuzz.hpp"

#include <mrs/error.hpp>

#include <string>

using fuzz::require;
using mrs::net::endpoint;

namespace {

constexpr std::string_view host_characters = "abcdefghijklmnopqrstuvwxyz0123456789-._:[]%";

void check(const endpoint& read) {
    require(!read.host.empty() && read.port != 0, "an endpoint has a host and a port");
    require(read.authority().find_first_not_of(host_characters) == std::string::npos,
            "what goes into Host is a host");
    require(fuzz::is_plain(read.url()), "what is shown is plain");
    require(!read.tls_name().empty(), "there is a name to verify");
}

/// What is shown of an endpoint names the same one.
void check_again(const endpoint& read) {
    const endpoint again = mrs::net::parse_endpoint(read.url(), true);
    require(again.tls == read.tls && again.port == read.port, "scheme and port stay");
    require(again.tls_name() == read.tls_name() && again.literal == read.literal, "the host stays");
    require(again.authority() == read.authority(), "Host stays");
}

void read_endpoint(std::string_view url, bool plaintext) {
    const endpoint read = mrs::net::parse_endpoint(url, plaintext);
    check(read);
    check_again(read);
    require(read.tls || (plaintext && read.literal && read.literal->is_loopback()),
            "plaintext goes to a loopback address alone");
}

void read_proxy(std::string_view url) {
    const endpoint read = mrs::net::parse_proxy(url);
    check(read);
    require(!read.tls, "a proxy is spoken to in plaintext");
}

void read_local_service(std::string_view url) {
    const auto read = mrs::net::parse_local_service(url);
    check(read.peer);
    require(read.target.starts_with('/'), "a target begins with a slash");
    require(fuzz::is_plain(read.target) && read.target.find(' ') == std::string::npos,
            "a target cannot end its request line");
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::input given(data, size);
    const std::size_t kind = given.choice(4);
    try {
        if (kind < 2)
            read_endpoint(given.rest(), kind == 1);
        else if (kind == 2)
            read_proxy(given.rest());
        else
            read_local_service(given.rest());
    } catch (const mrs::error& refused) {
        require(refused.code() == mrs::errc::invalid_argument, "a refusal is of an argument");
        require(fuzz::is_plain(refused.what()), "a refusal is plain");
        require(std::string_view(refused.what()).find(kind == 2 ? "proxy" : "endpoint") !=
                    std::string_view::npos,
                "a refusal names the field");
    }
    return 0;
}
