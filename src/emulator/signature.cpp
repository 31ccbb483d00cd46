// SPDX-License-Identifier: BSL-1.0
#include "signature.hpp"

#include "crypto.hpp"
#include "hexadecimal.hpp"

#include <boost/beast/core/string.hpp>
#include <boost/url/encode.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>
#include <boost/url/url_view.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace mrs_emulator {
namespace {

constexpr std::string_view algorithm = "SDK-HMAC-SHA256";

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    for (std::size_t end = 0; end != text.npos;) {
        end = text.find(separator);
        parts.push_back(text.substr(0, end));
        text = end == text.npos ? std::string_view() : text.substr(end + 1);
    }
    return parts;
}

std::optional<std::string_view> after(std::string_view start, std::string_view text) {
    return text.substr(0, start.size()) == start ? std::optional(text.substr(start.size()))
                                                 : std::nullopt;
}

bool is_header_name(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char each) {
        return (each >= 'a' && each <= 'z') || (each >= '0' && each <= '9') || each == '-';
    });
}

bool is_signature(std::string_view text) {
    return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == text.npos;
}

bool is_access(std::string_view text) {
    return !text.empty() && text.size() <= 128 &&
           std::all_of(text.begin(), text.end(), [](char each) {
               return each > ' ' && each < '\x7f' && each != '"' && each != '\\';
           });
}

std::optional<std::vector<std::string>> header_names(std::string_view text) {
    std::vector<std::string> names;
    for (const std::string_view name : split(text, ';')) {
        if (!is_header_name(name) || (!names.empty() && names.back() >= name))
            return std::nullopt;
        names.emplace_back(name);
    }
    return names;
}

std::string encoded(std::string_view text) {
    return boost::urls::encode(text, boost::urls::unreserved_chars);
}

// As the official signer does it, the whole path is decoded first: an encoded slash becomes one.
std::string canonical_path(boost::urls::pct_string_view path) {
    const std::string decoded = path.decode();
    std::string canonical;
    for (const std::string_view segment : split(decoded, '/'))
        canonical.append(encoded(segment)).append("/");
    if (!decoded.empty() && decoded.back() == '/')
        canonical.pop_back();
    return canonical;
}

// Sorted as they are, and not as they are encoded.
std::string canonical_query(const boost::urls::url_view& target) {
    std::vector<std::pair<std::string, std::string>> parameters;
    for (const auto& parameter : target.encoded_params())
        if (!parameter.key.empty() || parameter.has_value)
            parameters.emplace_back(parameter.key.decode(), parameter.value.decode());
    std::sort(parameters.begin(), parameters.end());
    std::string canonical;
    for (const auto& [key, value] : parameters) {
        canonical.append(canonical.empty() ? "" : "&");
        canonical.append(encoded(key)).append("=").append(encoded(value));
    }
    return canonical;
}

// One that is there twice has no value that both sides can agree on.
std::optional<std::string> only_value(const http_request& request, std::string_view name) {
    std::optional<std::string> value;
    for (const auto& header : request.headers) {
        if (boost::beast::iequals(header.first, name)) {
            if (value)
                return std::nullopt;
            value = header.second;
        }
    }
    return value;
}

// The body's digest, or the word by which the vendor's clients leave a body out that is not JSON.
std::string signed_body(const http_request& request,
                        const std::vector<std::string>& signed_headers) {
    constexpr std::string_view header = "x-sdk-content-sha256";
    constexpr std::string_view left_out = "UNSIGNED-PAYLOAD";
    const bool is_signed =
        std::find(signed_headers.begin(), signed_headers.end(), header) != signed_headers.end();
    return is_signed && request.header(header) == left_out ? std::string(left_out)
                                                           : hexadecimal(sha256(request.body));
}

} // namespace

bool authorization::covers(std::string_view lower_case_name) const {
    return std::find(signed_headers.begin(), signed_headers.end(), lower_case_name) !=
           signed_headers.end();
}

std::optional<authorization> parse_authorization(std::string_view text) {
    const auto parts = split(text, ',');
    if (parts.size() != 3)
        return std::nullopt;
    const auto access = after(std::string(algorithm) + " Access=", parts[0]);
    const auto names = after(" SignedHeaders=", parts[1]);
    const auto signature = after(" Signature=", parts[2]);
    if (!access || !names || !signature || !is_access(*access) || !is_signature(*signature))
        return std::nullopt;
    auto signed_headers = header_names(*names);
    if (!signed_headers)
        return std::nullopt;
    return authorization{std::string(*access), std::move(*signed_headers), std::string(*signature)};
}

std::optional<std::string> canonical_request(const http_request& request,
                                             const std::vector<std::string>& signed_headers) {
    const auto target = boost::urls::parse_origin_form(request.target);
    if (!target)
        return std::nullopt;
    std::string text = request.method + '\n' + canonical_path(target->encoded_path()) + '\n' +
                       canonical_query(*target) + '\n';
    std::string names;
    for (const std::string& name : signed_headers) {
        const auto value = only_value(request, name);
        if (!value)
            return std::nullopt;
        text.append(name).append(":").append(*value).append("\n");
        names.append(names.empty() ? "" : ";").append(name);
    }
    return text + '\n' + names + '\n' + signed_body(request, signed_headers);
}

std::string signature_of(std::string_view canonical, std::string_view date,
                         std::string_view secret) {
    std::string text(algorithm);
    text.append("\n").append(date).append("\n").append(hexadecimal(sha256(canonical)));
    return hexadecimal(hmac_sha256(secret, text));
}

} // namespace mrs_emulator
