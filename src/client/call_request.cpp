// SPDX-License-Identifier: BSL-1.0
#include "api/trace_context.hpp"
#include "client/call.hpp"
#include "client/client_impl.hpp"

#include <utility>

// What a call sends.

namespace mrs::detail {

namespace {

void append_header(std::string& request, std::string_view name, std::string_view value) {
    if (value.empty())
        return;
    request += name;
    request += value;
    request += "\r\n";
}

} // namespace

api::complaint call::check_options() const {
    if (options_.max_attempts().value_or(1) < 1)
        return "max_attempts is below 1";
    if (options_.timeout().value_or(duration::zero()) < duration::zero())
        return "timeout is negative";
    if (options_.attempt_timeout().value_or(duration::zero()) < duration::zero())
        return "attempt_timeout is negative";
    if (options_.retry_failed().value_or(0) < 0)
        return "retry_failed is negative";
    return api::check_trace_context(options_.traceparent(), options_.tracestate());
}

void call::write_request(net::connection& to) {
    constexpr std::size_t most_header = 65'536;
    const std::string_view verb = method();
    const std::string_view content = body();
    const std::size_t number = to.target().number;
    std::string& request = to.request();
    std::string& target = client_.target;
    target.clear();
    append_target(target);
    request.clear();
    if (!content.empty())
        request.reserve(content.size() + most_header); // Growing would leave copies of secrets.
    request += verb;
    request += ' ';
    request += target;
    request += " HTTP/1.1\r\n";
    request += client_.common_headers[number];
    append_header(request, "traceparent: ", options_.traceparent());
    append_header(request, "tracestate: ", options_.tracestate());
    request += "Content-Length: ";
    request += std::to_string(content.size());
    request += "\r\n";
    pass_ = client_.auth->append_headers(request, verb, target, content, number);
    request += "\r\n";
    request += content;
}

} // namespace mrs::detail
