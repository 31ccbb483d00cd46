// SPDX-License-Identifier: BSL-1.0
#include "signature_check.hpp"

#include "crypto.hpp"
#include "error_body.hpp"

#include <string>

namespace mrs_emulator {
namespace {

constexpr std::chrono::minutes most_skew(15);

bool covers_enough(const authorization& claimed, const http_request& request) {
    // Not the host, which the vendor's Go client leaves out.
    return claimed.covers("x-sdk-date") &&
           (claimed.covers("x-security-token") || !request.has_header("X-Security-Token"));
}

bool is_skewed(std::string_view date, utc_time now) {
    const auto time = parse_short_time(date);
    return !time || *time < now - most_skew || *time > now + most_skew;
}

signature_verdict check_with_key(const http_request& request, const authorization& claimed,
                                 const access_key& key, utc_time now) {
    const auto canonical = canonical_request(request, claimed.signed_headers);
    if (!covers_enough(claimed, request) || !canonical)
        return signature_verdict::not_covered;
    const std::string_view date = request.header("X-Sdk-Date");
    if (is_skewed(date, now))
        return signature_verdict::skewed;
    if (key.expires && now >= *key.expires)
        return signature_verdict::key_expired;
    if (!equal_secrets(request.header("X-Security-Token"), key.security_token))
        return signature_verdict::security_token;
    return equal_secrets(signature_of(*canonical, date, key.secret), claimed.signature)
               ? signature_verdict::verified
               : signature_verdict::mismatch;
}

std::string iam_text(std::string_view reason) {
    return "Incorrect IAM authentication information: " + std::string(reason);
}

std::string access_in(const http_request& request) {
    const auto claimed = parse_authorization(request.header("Authorization"));
    return claimed ? claimed->access : std::string();
}

std::string text_of(signature_verdict verdict, const http_request& request) {
    switch (verdict) {
    case signature_verdict::malformed:
        return iam_text("the Authorization header is malformed");
    case signature_verdict::not_covered:
        return iam_text("x-sdk-date and x-security-token have to be signed, and every signed "
                        "header to be sent once");
    case signature_verdict::unknown_key:
        return iam_text("Get secretKey failed,ak:" + access_in(request) + ",err:ak not exist");
    case signature_verdict::locked:
        return iam_text("AK access failed to reach the limit,forbidden");
    case signature_verdict::key_expired:
        return iam_text("the temporary access key has expired");
    case signature_verdict::security_token:
        return iam_text("the security token is missing or wrong");
    default:
        return iam_text("verify aksk signature fail");
    }
}

} // namespace

signature_verdict check_signature(const http_request& request, const access_keys& keys,
                                  lockout& locks, utc_time now) {
    const auto claimed = parse_authorization(request.header("Authorization"));
    if (!claimed)
        return signature_verdict::malformed;
    const access_key* const key = keys.find(claimed->access);
    if (key == nullptr)
        return signature_verdict::unknown_key;
    if (locks.is_locked(key->id, now))
        return signature_verdict::locked;
    const signature_verdict verdict = check_with_key(request, *claimed, *key, now);
    if (verdict == signature_verdict::mismatch || verdict == signature_verdict::security_token)
        locks.fail(key->id, now);
    else if (verdict == signature_verdict::verified)
        locks.succeed(key->id);
    return verdict;
}

http_answer refuse_signature(signature_verdict verdict, const http_request& request, utc_time now) {
    if (verdict == signature_verdict::skewed) {
        const auto time = parse_short_time(request.header("X-Sdk-Date"));
        std::string text = iam_text("calc ak sk signature fail:signature expired,signature time:");
        text.append(time ? short_time(*time) : "invalid");
        text.append(",server time:").append(short_time(now));
        return unauthorized_error("APIGW.0301", text, request.id);
    }
    return unauthorized_error("APIGW.0301", text_of(verdict, request), request.id);
}

} // namespace mrs_emulator
