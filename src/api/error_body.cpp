// SPDX-License-Identifier: BSL-1.0
#include "api/error_body.hpp"

#include <algorithm>
#include <array>

namespace mrs::api {

namespace {

using retry::fault;

verdict permanent(errc code, std::string advice = {}) {
    verdict result;
    result.code = code;
    result.advice = std::move(advice);
    return result;
}

verdict transient(errc code) {
    verdict result;
    result.code = code;
    result.kind = fault::transient;
    return result;
}

verdict stale_credentials() {
    verdict result;
    result.code = errc::unauthorized;
    result.refresh_credentials = true;
    return result;
}

/// The digits of a gateway's code: its prefix is APIGW or, on dedicated gateways, APIG.
std::string_view gateway_suffix(std::string_view code) noexcept {
    for (const std::string_view prefix : {"APIGW.", "APIG."})
        if (code.substr(0, prefix.size()) == prefix)
            return code.substr(prefix.size());
    return {};
}

template<std::size_t N>
bool is_one_of(std::string_view code, const std::array<std::string_view, N>& list) noexcept {
    return std::find(list.begin(), list.end(), code) != list.end();
}

bool asks_for_new_credentials(std::string_view code) noexcept {
    static constexpr std::array<std::string_view, 2> service = {"12000001", "130000002"};
    static constexpr std::array<std::string_view, 4> gateway = {"0301", "0303", "0305", "0307"};
    return is_one_of(code, service) || is_one_of(gateway_suffix(code), gateway);
}

bool denies_permission(std::string_view code) noexcept {
    static constexpr std::array<std::string_view, 3> service = {"12000052", "12000136", "0192"};
    return is_one_of(code, service);
}

bool offers_no_such_call(std::string_view code) noexcept {
    return code == "0167";
}

bool knows_no_such_execution(std::string_view code) noexcept {
    static constexpr std::array<std::string_view, 2> service = {"0176", "0201"};
    return is_one_of(code, service);
}

verdict classify_client_error(int http_status) {
    switch (http_status) {
    case 401:
        return stale_credentials();
    case 403:
        return permanent(errc::forbidden,
                         "the credentials lack the permission mrs:cluster:stopSql (alias "
                         "mrs:sql:cancel), or another region's endpoint was asked");
    case 404:
        return permanent(errc::not_found,
                         "the gateway knows no such path: look at the endpoint and the project");
    case 408:
        return transient(errc::service_error);
    case 413:
    case 414:
    case 494:
        return permanent(errc::rejected, "the request is larger than the gateway takes");
    case 429: {
        verdict result;
        result.code = errc::throttled;
        result.kind = fault::throttled;
        return result;
    }
    default:
        return permanent(errc::rejected);
    }
}

} // namespace

service_error read_service_error(const json_fields& fields) {
    static constexpr std::array<std::array<field, 2>, 3> shapes = {{
        {field::error_code, field::error_msg},
        {field::error_code_camel, field::error_msg_camel},
        {field::code, field::message},
    }};
    service_error error;
    for (const bool outer : {true, false}) {
        const auto value = [&](field name) {
            return (outer ? fields.outer(name) : fields.nested(name)).value_or(std::string());
        };
        for (const auto& [code, message] : shapes) {
            if (!error.empty())
                break;
            error.code = value(code);
            error.message = value(message);
        }
        if (error.request_id.empty())
            error.request_id = value(field::request_id);
    }
    return error;
}

verdict classify(int http_status, std::string_view service_code) {
    if (gateway_suffix(service_code) == "0308")
        return classify_client_error(429);
    if (http_status >= 400 && denies_permission(service_code))
        return classify_client_error(403);
    if (http_status >= 400 && asks_for_new_credentials(service_code))
        return stale_credentials();
    // On 500 in the editions of 2021, on 400 in newer ones.
    if (http_status >= 400 && knows_no_such_execution(service_code))
        return permanent(errc::sql_not_found);
    if (http_status >= 500 && offers_no_such_call(service_code))
        return permanent(errc::service_error, "the cluster does not offer this call");
    switch (http_status) {
    case 200:
        return permanent(errc::bad_response);
    case 301:
    case 302:
    case 303:
    case 307:
    case 308:
        return permanent(errc::redirected, "redirects are never followed");
    case 500:
    case 502:
    case 503:
    case 504:
        return transient(errc::service_error);
    default:
        break;
    }
    if (http_status >= 400 && http_status < 500)
        return classify_client_error(http_status);
    return permanent(http_status >= 500 ? errc::service_error : errc::unexpected_status);
}

bool acted_on_nothing(int http_status, const verdict& meaning, std::string_view service_code) {
    if (meaning.refresh_credentials || meaning.kind == fault::throttled ||
        gateway_suffix(service_code) == "0613")
        return true;
    return http_status >= 300 && http_status < 500 && http_status != 408;
}

} // namespace mrs::api
