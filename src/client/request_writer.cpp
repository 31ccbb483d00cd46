// SPDX-License-Identifier: BSL-1.0
#include "client/request_writer.hpp"

#include <mrs/version.hpp>

namespace mrs::detail {

namespace {

std::string headers_for(const client_options& options, const net::endpoint& peer) {
    std::string text = " HTTP/1.1\r\nHost: " + peer.authority() + "\r\nUser-Agent: ";
    if (!options.user_agent().empty())
        text += options.user_agent() + " ";
    text += "mrs-client/" MRS_VERSION_STRING "\r\n"
            "Accept: application/json\r\n"
            "Content-Type: " +
            std::string(request_content_type) + "\r\n";
    if (!options.language().empty())
        text += "X-Language: " + options.language() + "\r\n";
    return text;
}

std::vector<std::string> headers_of(const client_options& options,
                                    const net::origin_list& origins) {
    std::vector<std::string> all;
    for (const auto& one : origins)
        all.push_back(headers_for(options, one.peer));
    return all;
}

void append_header(std::string& request, std::string_view name, std::string_view value) {
    if (value.empty())
        return;
    request += name;
    request += value;
    request += "\r\n";
}

} // namespace

request_writer::request_writer(const client_options& options, const net::origin_list& origins)
    : common_(headers_of(options, origins)) {}

written_request request_writer::write(net::connection& to, const operation& what,
                                      const call_options& options, auth::authenticator& from) {
    constexpr std::size_t most_header = 65'536;
    const std::string_view verb = what.method();
    const std::string_view content = what.body();
    const std::size_t number = to.target().number;
    std::string& request = to.request();
    target_.clear();
    what.append_target(target_);
    request.clear();
    if (!content.empty())
        request.reserve(content.size() + most_header); // Growing would leave copies of secrets.
    request += verb;
    request += ' ';
    request += target_;
    request += common_[number];
    append_header(request, "traceparent: ", options.traceparent());
    append_header(request, "tracestate: ", options.tracestate());
    request += "Content-Length: ";
    request += std::to_string(content.size());
    request += "\r\n";
    written_request written;
    written.credentials = from.append_headers(request, verb, target_, content, number);
    written.target = target_;
    request += "\r\n";
    request += content;
    return written;
}

} // namespace mrs::detail
