// SPDX-License-Identifier: BSL-1.0
#include "signature_check.hpp"
#include "signature_vectors.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <random>
#include <string>
#include <utility>
#include <vector>

using namespace mrs_emulator;
using namespace mrs_emulator::test;
using namespace std::chrono_literals;

BOOST_TEST_DONT_PRINT_LOG_VALUE(signature_verdict)

namespace {

signature_verdict check(const signature_vector& vector) {
    access_keys keys;
    keys.add(vector.key);
    lockout locks(5min);
    return check_signature(vector.request, keys, locks, vector.time);
}

// The first vector that has every kind of signed header.
const signature_vector& fullest() {
    const auto& vectors = signature_vectors();
    return *std::find_if(vectors.begin(), vectors.end(), [](const signature_vector& vector) {
        return vector.request.has_header("X-Security-Token");
    });
}

const signature_vector& with_body_and_query() {
    const auto& vectors = signature_vectors();
    return *std::find_if(vectors.begin(), vectors.end(), [](const signature_vector& vector) {
        return !vector.request.body.empty();
    });
}

// Signs anew, with headers of one's choice.
void sign(signature_vector& vector, const std::string& names) {
    const std::string start =
        "SDK-HMAC-SHA256 Access=" + vector.key.id + ", SignedHeaders=" + names + ", Signature=";
    const auto claimed = parse_authorization(start + std::string(64, '0')).value();
    const std::string canonical = canonical_request(vector.request, claimed.signed_headers).value();
    set_header(vector.request, "Authorization",
               start +
                   signature_of(canonical, vector.request.header("X-Sdk-Date"), vector.key.secret));
}

// Flips each bit of a text in turn.
template<class Use>
void for_each_bit(std::string& text, Use use) {
    for (char& byte : text) {
        for (unsigned bit = 0; bit < 8; ++bit) {
            byte = static_cast<char>(static_cast<unsigned char>(byte) ^ (1U << bit));
            use();
            byte = static_cast<char>(static_cast<unsigned char>(byte) ^ (1U << bit));
        }
    }
}

struct signed_request {
    signed_request() { keys.add(vector.key); }

    signature_verdict check() { return check_signature(vector.request, keys, locks, now); }

    std::string refusal(signature_verdict verdict) const {
        const http_answer answer = refuse_signature(verdict, vector.request, now);
        BOOST_TEST(answer.status == 401U);
        const auto body = boost::json::parse(answer.body);
        return std::string(body.at("error_code").as_string().c_str()) + ' ' +
               body.at("error_msg").as_string().c_str();
    }

    signature_vector vector = fullest();
    access_keys keys;
    lockout locks{5min};
    utc_time now = vector.time;
};

} // namespace

BOOST_AUTO_TEST_SUITE(signature_changes)

BOOST_AUTO_TEST_CASE(none_of_the_vectors_is_refused) {
    for (const signature_vector& vector : signature_vectors()) {
        BOOST_TEST_CONTEXT(vector.name) {
            BOOST_TEST(check(vector) == signature_verdict::verified);
        }
    }
}

BOOST_AUTO_TEST_CASE(no_single_bit_may_change) {
    for (signature_vector vector : {fullest(), with_body_and_query()}) {
        BOOST_TEST_CONTEXT(vector.name) {
            const auto refused = [&] {
                BOOST_TEST((check(vector) != signature_verdict::verified));
            };
            for_each_bit(vector.request.method, refused);
            for_each_bit(vector.request.body, refused);
            for_each_bit(vector.key.secret, refused);
            for_each_bit(vector.key.id, refused);
            for (auto& header : vector.request.headers) {
                BOOST_TEST_CONTEXT(header.first) {
                    for_each_bit(header.second, refused);
                }
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(no_single_bit_of_the_target_may_change) {
    signature_vector vector = with_body_and_query();
    const std::string& target = vector.request.target;
    const std::size_t query = target.find('?');
    std::string changed = target;
    const std::string kept = target;
    for_each_bit(changed, [&] {
        vector.request.target = changed;
        BOOST_TEST_CONTEXT(changed) {
            BOOST_TEST((check(vector) != signature_verdict::verified));
        }
    });
    vector.request.target = kept.substr(0, query);
    BOOST_TEST(check(vector) == signature_verdict::mismatch);
    vector.request.target = kept + "&c=3";
    BOOST_TEST(check(vector) == signature_verdict::mismatch);
}

BOOST_AUTO_TEST_CASE(the_order_of_the_query_is_free) {
    signature_vector vector = with_body_and_query();
    std::string& target = vector.request.target;
    target = target.substr(0, target.find('?')) + "?a=x%20y&b=2";
    BOOST_TEST(check(vector) == signature_verdict::verified);
    target = target.substr(0, target.find('?')) + "?a=2&b=x%20y";
    BOOST_TEST(check(vector) == signature_verdict::mismatch);
}

// What the vendor's Python client was seen to sign, with the keys AccessKey and SecretKey.
BOOST_AUTO_TEST_CASE(the_requests_of_the_vendors_python_client_verify) {
    struct recorded {
        const char* start;
        std::vector<std::pair<std::string, std::string>> headers;
        const char* names;
        const char* signature;
    };
    const std::string mrs = "mrs.cn-north-4.myhuaweicloud.com";
    const std::string project = "0123456789abcdef0123456789abcdef";
    const std::string cancel = "/v2/" + project +
                               "/clusters/fedcba98-7654-3210-fedc-ba9876543210/sql-execution/"
                               "20250101_000000_00001_abcde/cancel";
    const std::string region = "/v3/projects?name=cn-north-4";
    const std::vector<recorded> all = {
        {"POST",
         {{"Host", mrs}},
         "host;x-sdk-date",
         "9816d26c794f986f42b909a0bb0dda62f0ac60d5c8eb7b11faa13c1fad53e8a3"},
        {"POST",
         {{"Host", mrs},
          {"Content-Type", "application/json; charset=utf-8"},
          {"X-Project-Id", project}},
         "content-type;host;x-project-id;x-sdk-date",
         "98fc4a75d2250718e2b26adae834b8cd7b35a51ccf20d79e78537bb5fa995f29"},
        {"POST",
         {{"Host", mrs},
          {"Content-Type", "application/json"},
          {"X-Project-Id", project},
          {"X-Security-Token", "STS-TOKEN"}},
         "content-type;host;x-project-id;x-sdk-date;x-security-token",
         "e38c097870fa5c5b24b00d6f2216c169546e18756c754229c857d85384be672d"},
        {"GET",
         {{"Host", "iam.cn-north-4.myhuaweicloud.com"}},
         "host;x-sdk-date",
         "ec927501a0915a3dfcb5b6b80b1d5d335f228e2d8caf5bff3365a1ec0964af2c"}};
    for (const recorded& each : all) {
        BOOST_TEST_CONTEXT(each.signature) {
            signature_vector vector;
            vector.key = {"AccessKey", "SecretKey", {}, {}};
            vector.request.method = each.start;
            vector.request.target = vector.request.method == "GET" ? region : cancel;
            vector.request.headers = each.headers;
            set_header(vector.request, "X-Sdk-Date", "20250101T000000Z");
            set_header(vector.request, "Authorization",
                       std::string("SDK-HMAC-SHA256 Access=AccessKey, SignedHeaders=") +
                           each.names + ", Signature=" + each.signature);
            vector.key.security_token = vector.request.header("X-Security-Token");
            vector.time = parse_short_time("20250101T000000Z").value();
            BOOST_TEST(check(vector) == signature_verdict::verified);
        }
    }
}

BOOST_AUTO_TEST_CASE(the_host_need_not_be_signed) {
    // As the vendor's Go client has it.
    signature_vector vector = with_body_and_query();
    vector.request.headers.clear();
    set_header(vector.request, "Host", "anything");
    set_header(vector.request, "User-Agent", "huaweicloud-usdk-go/3.0");
    set_header(vector.request, "X-Project-Id", "p1");
    set_header(vector.request, "X-Sdk-Date", short_time(vector.time));
    sign(vector, "user-agent;x-project-id;x-sdk-date");
    BOOST_TEST(check(vector) == signature_verdict::verified);
    set_header(vector.request, "Host", "another");
    BOOST_TEST(check(vector) == signature_verdict::verified);
    set_header(vector.request, "User-Agent", "huaweicloud-usdk-go/3.1");
    BOOST_TEST(check(vector) == signature_verdict::mismatch);
    sign(vector, "x-sdk-date");
    BOOST_TEST(check(vector) == signature_verdict::verified);
    sign(vector, "user-agent;x-project-id");
    BOOST_TEST(check(vector) == signature_verdict::not_covered);
}

BOOST_AUTO_TEST_CASE(a_body_is_left_out_only_where_that_is_signed) {
    signature_vector vector = with_body_and_query();
    vector.request.headers.clear();
    set_header(vector.request, "X-Sdk-Date", short_time(vector.time));
    set_header(vector.request, "X-Sdk-Content-Sha256", "UNSIGNED-PAYLOAD");
    sign(vector, "x-sdk-content-sha256;x-sdk-date");
    BOOST_TEST(check(vector) == signature_verdict::verified);
    vector.request.body += 'x';
    BOOST_TEST(check(vector) == signature_verdict::verified);
    sign(vector, "x-sdk-date");
    BOOST_TEST(check(vector) == signature_verdict::verified);
    vector.request.body += 'x';
    BOOST_TEST(check(vector) == signature_verdict::mismatch);
}

BOOST_AUTO_TEST_CASE(unsigned_headers_are_free) {
    signature_vector vector = fullest();
    set_header(vector.request, "User-Agent", "anything");
    set_header(vector.request, "Test_Underscore", "anything");
    BOOST_TEST(check(vector) == signature_verdict::verified);
}

BOOST_AUTO_TEST_CASE(no_cut_or_mutation_of_an_authorization_verifies) {
    std::mt19937 random(20261124); // NOLINT(cert-msc32-c,cert-msc51-cpp): the same cases each time
    const auto draw = [&random](std::size_t end) {
        return std::uniform_int_distribution<std::size_t>(0, end - 1)(random);
    };
    signature_vector vector = fullest();
    const std::string right(vector.request.header("Authorization"));
    for (int count = 0; count < 1000; ++count) {
        std::string text = right;
        for (std::size_t changes = draw(4) + 1; changes > 0 && !text.empty(); --changes) {
            const std::size_t place = draw(text.size());
            switch (draw(5)) {
            case 0:
                text.resize(place);
                break;
            case 1:
                text.erase(place, draw(20) + 1);
                break;
            case 2:
                text.insert(place, text.substr(draw(text.size()), draw(20) + 1));
                break;
            case 3:
                text.insert(place, 1, static_cast<char>(draw(256)));
                break;
            default:
                text[place] = static_cast<char>(draw(256));
                break;
            }
        }
        if (text == right)
            continue;
        set_header(vector.request, "Authorization", text);
        const signature_verdict verdict = check(vector);
        BOOST_TEST_CONTEXT(text) {
            BOOST_TEST((verdict != signature_verdict::verified));
            BOOST_TEST(refuse_signature(verdict, vector.request, vector.time).status == 401U);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(signature_refusals, signed_request)

BOOST_AUTO_TEST_CASE(name_a_key_that_is_unknown) {
    keys = access_keys();
    BOOST_TEST(check() == signature_verdict::unknown_key);
    BOOST_TEST(refusal(signature_verdict::unknown_key) ==
               "APIGW.0301 Incorrect IAM authentication information: Get secretKey failed,ak:" +
                   vector.key.id + ",err:ak not exist");
}

BOOST_AUTO_TEST_CASE(say_what_is_no_signature) {
    set_header(vector.request, "Authorization", "Basic YTpi");
    BOOST_TEST(check() == signature_verdict::malformed);
    BOOST_TEST(refusal(signature_verdict::malformed).find("APIGW.0301 ") == 0U);
    BOOST_TEST(refusal(signature_verdict::mismatch) ==
               "APIGW.0301 Incorrect IAM authentication information: verify aksk signature fail");
}

BOOST_AUTO_TEST_CASE(come_for_a_date_more_than_15_minutes_off) {
    for (const auto off : {15min, -15min}) {
        now = vector.time + off;
        BOOST_TEST(check() == signature_verdict::verified);
        now = vector.time + off + (off > 0min ? 1us : -1us);
        BOOST_TEST(check() == signature_verdict::skewed);
    }
    set_header(vector.request, "X-Sdk-Date", "20261124T061500Z");
    now = parse_short_time("20261124T081501Z").value();
    BOOST_TEST(refusal(signature_verdict::skewed) ==
               "APIGW.0301 Incorrect IAM authentication information: calc ak sk signature fail:"
               "signature expired,signature time:20261124T061500Z,server time:20261124T081501Z");
    set_header(vector.request, "X-Sdk-Date", "\xff");
    BOOST_TEST(check() == signature_verdict::skewed);
    BOOST_TEST(refusal(signature_verdict::skewed).find("signature time:invalid,") !=
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(come_where_too_little_is_signed) {
    const std::string signature(64, 'a');
    for (const char* const names :
         {"host", "x-sdk-date", "host;x-sdk-date", "host;x-security-token",
          "host;x-other;x-sdk-date;x-security-token"}) {
        set_header(vector.request, "Authorization",
                   "SDK-HMAC-SHA256 Access=" + vector.key.id + ", SignedHeaders=" + names +
                       ", Signature=" + signature);
        BOOST_TEST(check() == signature_verdict::not_covered);
    }
}

BOOST_AUTO_TEST_CASE(come_without_the_security_token) {
    access_key other = vector.key;
    other.security_token = "other";
    keys.add(other);
    BOOST_TEST(check() == signature_verdict::security_token);
    other.security_token.clear();
    keys.add(other);
    BOOST_TEST(check() == signature_verdict::security_token);
}

BOOST_AUTO_TEST_CASE(come_for_a_key_that_has_expired) {
    access_key other = vector.key;
    other.expires = now;
    keys.add(other);
    BOOST_TEST(check() == signature_verdict::key_expired);
    other.expires = now + 1us;
    keys.add(other);
    BOOST_TEST(check() == signature_verdict::verified);
}

BOOST_AUTO_TEST_CASE(lock_the_key_after_five) {
    const http_request right = vector.request;
    std::string forged(right.header("Authorization"));
    forged.back() = forged.back() == '0' ? '1' : '0';
    set_header(vector.request, "Authorization", forged);
    for (int count = 0; count < 5; ++count)
        BOOST_TEST(check() == signature_verdict::mismatch);
    vector.request = right;
    BOOST_TEST(check() == signature_verdict::locked);
    BOOST_TEST(refusal(signature_verdict::locked) ==
               "APIGW.0301 Incorrect IAM authentication information: "
               "AK access failed to reach the limit,forbidden");
    now += 5min;
    BOOST_TEST(check() == signature_verdict::verified);
}

BOOST_AUTO_TEST_CASE(for_a_date_lock_nothing) {
    now = vector.time + 1h;
    for (int count = 0; count < 10; ++count)
        BOOST_TEST(check() == signature_verdict::skewed);
    now = vector.time;
    BOOST_TEST(check() == signature_verdict::verified);
}

BOOST_AUTO_TEST_SUITE_END()
