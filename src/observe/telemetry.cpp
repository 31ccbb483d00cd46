// SPDX-License-Identifier: BSL-1.0
#include <mrs/telemetry.hpp>

namespace mrs::telemetry {

std::vector<attribute> metric_attributes(const attempt_ended& event) {
    std::vector<attribute> all;
    all.reserve(9);
    all.emplace_back("http.request.method", event.call.method);
    all.emplace_back("server.address", event.endpoint.host);
    all.emplace_back("server.port", std::int64_t{event.endpoint.port});
    all.emplace_back("url.scheme", event.endpoint.scheme);
    all.emplace_back("url.template", event.call.route);
    all.emplace_back("network.protocol.version", "1.1");
    if (event.http_status != 0)
        all.emplace_back("http.response.status_code", std::int64_t{event.http_status});
    if (!event.error_type.empty())
        all.emplace_back("error.type", event.error_type);
    return all;
}

std::vector<attribute> span_attributes(const attempt_ended& event) {
    std::vector<attribute> all = metric_attributes(event);
    if (event.resends > 0)
        all.emplace_back("http.request.resend_count", std::int64_t{event.resends});
    return all;
}

std::string url_full(const attempt_started& event) {
    return std::string(event.endpoint.url).append(event.target);
}

std::string span_name(const attempt_started& event) {
    return std::string(event.call.method).append(" ").append(event.call.route);
}

} // namespace mrs::telemetry
