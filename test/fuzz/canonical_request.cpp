// SPDX-License-Identifier: BSL-1.0
// A request target as the signer reads it.
#include "auth/signing/canonical_request.hpp"

#include "auth/signing/signer.hpp"
#include "fuzz.hpp"

#include <boost/url/encode.hpp>
#include <boost/url/grammar/lut_chars.hpp>
#include <boost/url/pct_string_view.hpp>

#include <string>

using fuzz::require;
using mrs::auth::canonical_path;
using mrs::auth::canonical_query;

namespace urls = boost::urls;

namespace {

constexpr std::string_view signed_characters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~%/&=";

constexpr urls::grammar::lut_chars no_character([](char) { return false; });

/// The same target with every byte but its delimiters percent-encoded; nothing where it is not
/// well encoded.
std::string encoded_wholly(std::string_view text, std::string_view delimiters) {
    std::string result;
    while (!text.empty()) {
        const auto end = std::min(text.find_first_of(delimiters), text.size());
        const auto part = urls::make_pct_string_view(boost::core::string_view(text.data(), end));
        if (!part)
            return {};
        result += urls::encode(part->decode(), no_character);
        if (end < text.size())
            result += text[end];
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return result;
}

void check_path(std::string_view path) {
    const std::string canonical = canonical_path(path);
    require(canonical.ends_with('/'), "a path ends with a slash");
    require(canonical.find_first_not_of(signed_characters) == std::string::npos,
            "a path is encoded");
    require(canonical_path(canonical) == canonical, "a canonical path stays");
    const std::string other = encoded_wholly(path, "/");
    if (!other.empty())
        require(canonical_path(other) == canonical, "equal paths are signed alike");
}

void check_query(std::string_view query) {
    const std::string canonical = canonical_query(query);
    require(canonical.find_first_not_of(signed_characters) == std::string::npos,
            "a query is encoded");
    require(canonical_query(canonical) == canonical, "a canonical query stays");
    const std::string turned = "z=1&" + std::string(query);
    require(canonical_query(turned) == canonical_query(std::string(query) + "&z=1"),
            "the order of parameters is not signed");
}

std::string signature(std::string_view target, std::string_view body) {
    static mrs::auth::signer one = [] {
        mrs::auth::signed_fields fields;
        fields.host = "mrs.test";
        fields.content_type = "application/json";
        return mrs::auth::signer(mrs::access_key("AK", mrs::secret("SK")), fields);
    }();
    std::string headers;
    one.append_headers(headers, "POST", target, body, std::chrono::sys_seconds());
    return headers;
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const fuzz::input given(data, size);
    const auto mark = std::min(given.rest().find('?'), given.rest().size());
    check_path(given.rest().substr(0, mark));
    if (mark < given.rest().size())
        check_query(given.rest().substr(mark + 1));
    const std::string first = signature(given.rest(), "");
    require(std::count(first.begin(), first.end(), '\n') == 2, "two headers sign a request");
    require(signature(given.rest(), given.rest()) != first || size == 0, "a body is signed");
    require(signature(given.rest(), "") == first, "a signer forgets the last request");
    return 0;
}
