// SPDX-License-Identifier: BSL-1.0
#include "refused_options.hpp"
#include "support/print.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstdlib>
#include <functional>
#include <string>
#include <utility>
#include <vector>

using mrs::client_options;
using mrs::credentials;
using mrs::secret;
using namespace std::chrono_literals;

namespace options {
namespace {

client_options with_endpoint(const std::string& url) {
    return {url, "p1", credentials::token(secret(hidden))};
}

client_options with_project(const std::string& id) {
    return {"https://a.example", id, credentials::token(secret(hidden))};
}

client_options with_token(const std::string& token) {
    return {"https://a.example", "p1", credentials::token(secret(token))};
}

client_options with_agent(const std::string& product) {
    return good_options().user_agent(product);
}

/// The good options with one change to a group of them.
client_options with(const std::function<void(mrs::timeout_options&)>& change) {
    mrs::timeout_options limits;
    change(limits);
    return good_options().timeouts(limits);
}
client_options with_retry(const std::function<void(mrs::retry_options&)>& change) {
    mrs::retry_options retry;
    change(retry);
    return good_options().retry(retry);
}
client_options with_pool(const std::function<void(mrs::pool_options&)>& change) {
    mrs::pool_options pool;
    change(pool);
    return good_options().pool(pool);
}

} // namespace
} // namespace options

BOOST_AUTO_TEST_SUITE(options)

BOOST_AUTO_TEST_CASE(the_defaults_are_accepted) {
    expect_accepted(good_options());
}

BOOST_AUTO_TEST_CASE(I2_endpoint) {
    expect_refused(with_endpoint("https://user:" + hidden + "@a.example"), "endpoint");
    expect_refused(with_endpoint("https://a.example/v2"), "endpoint");
    expect_refused(with_endpoint("https://a.example?x"), "endpoint");
    expect_refused(with_endpoint("https://a.example:0"), "endpoint");
    expect_refused(with_endpoint("https://a.example\r\nX: y"), "endpoint");
    expect_refused(with_endpoint("http://a.example"), "endpoint");
    expect_refused(with_endpoint("http://127.0.0.1"), "endpoint");
    expect_accepted(with_endpoint("http://127.0.0.1").allow_plaintext_loopback(true));
}

BOOST_AUTO_TEST_CASE(I2_project_id) {
    for (const std::string& id : {std::string(), std::string("a/b"), std::string("a\r\n"),
                                  std::string("a\0", 2), std::string(65, 'a')})
        expect_refused(with_project(id), "project_id");
}

BOOST_AUTO_TEST_CASE(I2_token) {
    for (const std::string& token : {std::string(), hidden + "\r\nX-Evil: 1", hidden + "\r",
                                     hidden + "\n", hidden + std::string(1, '\0'), hidden + " x",
                                     hidden + "\xc3\xa9", hidden + std::string(32'001, 'x')})
        expect_refused(with_token(token), "credentials");
}

BOOST_AUTO_TEST_CASE(I3_token_of_20_KiB) {
    expect_accepted(with_token(std::string(20 << 10, 'x')));
}

BOOST_AUTO_TEST_CASE(I2_empty_provider) {
    expect_refused({"https://a.example", "p1", credentials::provider(nullptr)}, "credentials");
}

BOOST_AUTO_TEST_CASE(I2_user_agent) {
    for (const std::string& product :
         {std::string("a\r\nX-Evil: 1"), std::string("a\r"), std::string("\na"),
          std::string("a\tb"), std::string("a\0b", 3), std::string("\xc3\xa9"), std::string("\x7f"),
          std::string(257, 'a')})
        expect_refused(with_agent(product), "user_agent");
    expect_accepted(with_agent("my-server/2.1 (a; b)"));
    expect_accepted(with_agent(std::string(256, 'a')));
}

BOOST_AUTO_TEST_CASE(language) {
    for (const char* const tag : {"de", "ZH-CN", "zh_cn", "zh-cn\r\n", " "})
        expect_refused(good_options().language(tag), "language");
    for (const char* const tag : {"", "zh-cn", "en-us"})
        expect_accepted(good_options().language(tag));
}

BOOST_AUTO_TEST_CASE(timeouts_are_not_negative) {
    expect_refused(with([](auto& limits) { limits.call(-1ns); }), "timeouts.call");
    expect_refused(with([](auto& limits) { limits.attempt(-1ns); }), "timeouts.attempt");
    expect_refused(with([](auto& limits) { limits.connect(-1ns); }), "timeouts.connect");
    expect_refused(with([](auto& limits) { limits.handshake(-1ns); }), "timeouts.handshake");
    expect_refused(with([](auto& limits) { limits.write(-1ns); }), "timeouts.write");
    expect_refused(with([](auto& limits) { limits.read(-1ns); }), "timeouts.read");
    expect_refused(with([](auto& limits) { limits.credentials(-1ns); }), "timeouts.credentials");
    expect_accepted(with([](auto& limits) {
        limits.call(0s).attempt(0s).connect(0s).handshake(0s).write(0s).read(0s);
    }));
}

BOOST_AUTO_TEST_CASE(retry_has_bounds) {
    expect_refused(with_retry([](auto& retry) { retry.max_attempts(0); }), "retry.max_attempts");
    expect_refused(with_retry([](auto& retry) { retry.max_attempts(-1); }), "retry.max_attempts");
    expect_refused(with_retry([](auto& retry) { retry.max_attempts(101); }), "retry.max_attempts");
    expect_refused(with_retry([](auto& retry) { retry.budget(-1); }), "retry.budget");
    expect_refused(with_retry([](auto& retry) { retry.budget(1'000'001); }), "retry.budget");
    expect_refused(with_retry([](auto& retry) { retry.base_delay(-1ns); }), "retry.base_delay");
    expect_refused(with_retry([](auto& retry) { retry.throttled_delay(-1ns); }),
                   "retry.throttled_delay");
    expect_refused(with_retry([](auto& retry) { retry.max_delay(-1ns); }), "retry.max_delay");
    expect_refused(with_retry([](auto& retry) { retry.retry_failed(-1); }), "retry.retry_failed");
    expect_refused(with_retry([](auto& retry) { retry.retry_failed(101); }), "retry.retry_failed");
    expect_accepted(with_retry([](auto& retry) { retry.max_attempts(1).budget(0); }));
    expect_accepted(with_retry([](auto& retry) { retry.max_attempts(100).budget(1'000'000); }));
    expect_accepted(
        with_retry([](auto& retry) { retry.base_delay(0s).throttled_delay(0s).max_delay(0s); }));
}

BOOST_AUTO_TEST_CASE(pool_has_bounds) {
    expect_refused(with_pool([](auto& pool) { pool.max_connections(0); }), "pool.max_connections");
    expect_refused(with_pool([](auto& pool) { pool.max_connections(10'001); }),
                   "pool.max_connections");
    expect_refused(with_pool([](auto& pool) { pool.idle_timeout(-1ns); }), "pool.idle_timeout");
    expect_refused(with_pool([](auto& pool) { pool.max_lifetime(-1ns); }), "pool.max_lifetime");
    expect_accepted(with_pool([](auto& pool) { pool.max_connections(10'000); }));
    expect_accepted(
        with_pool([](auto& pool) { pool.max_connections(1).idle_timeout(0s).max_lifetime(0s); }));
}

BOOST_AUTO_TEST_CASE(rate_has_bounds) {
    const auto fixed = [](std::size_t requests, std::chrono::nanoseconds window) {
        return good_options().rate(mrs::rate_options::fixed(requests, window));
    };
    expect_refused(fixed(0, 1min), "rate.requests");
    expect_refused(fixed(1'000'001, 1min), "rate.requests");
    expect_refused(fixed(60, 0s), "rate.window");
    expect_refused(fixed(60, -1ns), "rate.window");
    expect_refused(fixed(60, 24h + 1ns), "rate.window");
    const auto shared = [](std::size_t sharers) {
        return good_options().rate(mrs::rate_options::automatic().clients(sharers));
    };
    expect_refused(shared(0), "rate.clients");
    expect_refused(shared(1'000'001), "rate.clients");
    expect_accepted(shared(1'000'000));
    expect_accepted(fixed(1, 1ns));
    expect_accepted(fixed(1'000'000, 24h));
    expect_accepted(good_options().rate(mrs::rate_options::off()));
    expect_accepted(good_options().rate(mrs::rate_options::automatic()));
}

BOOST_AUTO_TEST_CASE(a_region_gives_its_endpoint) {
    const auto options =
        client_options::for_region("cn-north-4", "p1", credentials::token(secret(hidden)));
    BOOST_TEST(options.endpoint() == "https://mrs.cn-north-4.myhuaweicloud.com");
    BOOST_TEST(options.project_id() == "p1");
    expect_accepted(options);
}

BOOST_AUTO_TEST_CASE(all_endpoints_of_a_region_are_used) {
    const char* const name = "HUAWEICLOUD_SDK_REGION_MRS_HOME_9";
    // NOLINTBEGIN(concurrency-mt-unsafe): there is one thread
    BOOST_TEST_REQUIRE(::setenv(name, "one.test,two.test:8443,https://three.test", 1) == 0);
    const auto options =
        client_options::for_region("home-9", "p1", credentials::token(secret(hidden)));
    ::unsetenv(name);
    // NOLINTEND(concurrency-mt-unsafe)
    BOOST_TEST(options.endpoint() == "https://one.test");
    const std::vector<std::string> others{"https://two.test:8443", "https://three.test"};
    BOOST_TEST(options.failover() == others, boost::test_tools::per_element());
    expect_accepted(options);
}

BOOST_AUTO_TEST_CASE(each_endpoint_to_fail_over_to_is_checked) {
    const auto with = [](std::vector<std::string> endpoints) {
        return good_options().failover(std::move(endpoints));
    };
    expect_accepted(with({}));
    expect_accepted(with({"https://b.example", "https://c.example:8443"}));
    expect_refused(with({"https://b.example", "https://c.example/path"}),
                   "failover[1]: endpoint: a path");
    expect_refused(with({"http://b.example"}), "failover[0]: endpoint: http:// would send");
    expect_refused(with({"https://b.example", ""}), "failover[1]: endpoint: not a URL");
    expect_refused(with({"https://" + hidden + "@b.example"}), "failover[0]: endpoint: user info");
}

BOOST_AUTO_TEST_CASE(an_unknown_region_is_refused) {
    try {
        client_options::for_region("atlantis-1", "p1", credentials::token(secret(hidden)));
        BOOST_ERROR("accepted");
    } catch (const mrs::error& e) {
        BOOST_TEST((e.code() == mrs::errc::invalid_argument));
        BOOST_TEST(e.info().detail.substr(0, 6) == "region");
    }
}

BOOST_AUTO_TEST_SUITE_END()
