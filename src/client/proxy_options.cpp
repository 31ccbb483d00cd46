// SPDX-License-Identifier: BSL-1.0
#include "client/proxy_options.hpp"

#include "net/endpoint.hpp"

#include <mrs/error.hpp>

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace mrs::detail {

namespace urls = boost::urls;

namespace {

secret with_scheme(const secret& value) {
    if (value.reveal().find("://") != std::string_view::npos)
        return value;
    constexpr std::string_view scheme = "http://";
    std::string text;
    text.reserve(scheme.size() + value.reveal().size()); // Growing would leave a copy of it.
    text.append(scheme).append(value.reveal());
    return secret(std::move(text));
}

void append(std::string& to, boost::core::string_view part) {
    to.append(part.data(), part.size());
}

/// The proxy of a variable that is not empty.
proxy_options proxy_of(const secret& value) {
    const secret whole = with_scheme(value);
    const std::string_view text = whole.reveal();
    const auto url = urls::parse_uri(boost::core::string_view(text.data(), text.size()));
    if (!url)
        throw error(errc::invalid_argument, "not a URL such as http://proxy.example:3128; of a user"
                                            " and a password in it, all but letters, digits and"
                                            " -._~ is written as %XX");
    std::string bare;
    append(bare, url->scheme());
    append(bare.append("://"), url->encoded_host_and_port());
    append(bare, url->encoded_target());
    if (url->has_fragment())
        bare += '#'; // To be refused.
    static_cast<void>(net::parse_proxy(bare));
    proxy_options result(std::move(bare));
    if (url->has_userinfo())
        result.credentials(url->user(), secret(url->password()));
    return result;
}

/// The first of the two that is not empty.
std::pair<const char*, secret> either(const core::environment& variables, const char* lower,
                                      const char* upper) {
    if (secret value = variables(lower); !value.empty())
        return {lower, std::move(value)};
    return {upper, variables(upper)};
}

} // namespace

proxy_options read_proxy(const core::environment& variables) {
    const auto [name, value] = either(variables, "https_proxy", "HTTPS_PROXY");
    if (value.empty())
        return {};
    const secret direct = either(variables, "no_proxy", "NO_PROXY").second;
    try {
        return proxy_of(value).no_proxy(std::string(direct.reveal()));
    } catch (const error& refused) {
        throw error(errc::invalid_argument, std::string(name) + ": " + refused.info().detail);
    }
}

} // namespace mrs::detail

namespace mrs {

proxy_options proxy_options::from_environment() {
    return detail::read_proxy(core::process_environment());
}

} // namespace mrs
