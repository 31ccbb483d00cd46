// SPDX-License-Identifier: BSL-1.0
#include "auth/signing/signer.hpp"

#include "auth/signing/canonical_request.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace mrs::auth {

namespace {

constexpr std::string_view algorithm = "SDK-HMAC-SHA256";

using header = std::pair<std::string, std::string_view>;

/// Without those that are empty; sorted by name, as a signature lists them.
std::vector<header> present(std::vector<header> all) {
    std::erase_if(all, [](const header& one) { return one.second.empty(); });
    return all;
}

} // namespace

signer::signer(const access_key& key, const signed_fields& fields)
    : digester_(key.key()), empty_hash_(digester_.sha256()) {
    const std::string_view token = key.security_token().reveal();
    // The date has a value of its own each second; here it only keeps its place.
    const std::vector<header> headers = present({{"content-type", fields.content_type},
                                                 {"host", fields.host},
                                                 {"x-project-id", fields.project_id},
                                                 {"x-sdk-date", "-"},
                                                 {"x-security-token", token}});
    std::string names;
    std::string after = "\n";
    after.reserve(token.size() + 256);
    for (const auto& [name, value] : headers) {
        names += (names.empty() ? "" : ";") + name;
        if (name == "x-sdk-date") {
            before_date_ += name + ":";
        } else {
            std::string& text = name < "x-sdk-date" ? before_date_ : after;
            text.append(name).append(":").append(value).append("\n");
        }
    }
    after.append("\n").append(names).append("\n");
    after_date_ = secret(std::move(after));

    if (!fields.project_id.empty())
        first_lines_ = "X-Project-Id: " + fields.project_id + "\r\n";
    first_lines_ += "X-Sdk-Date: ";
    std::string last = "\r\n";
    last.reserve(token.size() + 512);
    if (!token.empty())
        last.append("X-Security-Token: ").append(token).append("\r\n");
    last.append("Authorization: ").append(algorithm).append(" Access=").append(key.id());
    last.append(", SignedHeaders=").append(names).append(", Signature=");
    last_lines_ = secret(std::move(last));
}

void signer::append_headers(std::string& request, std::string_view method, std::string_view target,
                            std::string_view body, std::chrono::sys_seconds now) {
    if (date_.empty() || date_at_ != now) {
        date_ = sdk_date(now);
        date_at_ = now;
    }
    std::string to_sign;
    to_sign.reserve(128);
    to_sign.append(algorithm).append("\n").append(date_).append("\n");
    const hex_digest hash = request_hash(method, target, body);
    to_sign.append(text_of(hash));
    const hex_digest signature = digester_.hmac(to_sign);
    request.append(first_lines_).append(date_).append(last_lines_.reveal());
    request.append(text_of(signature)).append("\r\n");
}

hex_digest signer::request_hash(std::string_view method, std::string_view target,
                                std::string_view body) {
    const auto mark = std::min(target.find('?'), target.size());
    const hex_digest body_hash = body.empty() ? empty_hash_ : digester_.add(body).sha256();
    digester_.add(method).add("\n").add(canonical_path(target.substr(0, mark))).add("\n");
    if (mark < target.size())
        digester_.add(canonical_query(target.substr(mark + 1)));
    digester_.add("\n").add(before_date_).add(date_).add(after_date_.reveal());
    return digester_.add(text_of(body_hash)).sha256();
}

} // namespace mrs::auth
