// SPDX-License-Identifier: BSL-1.0
#include "client/options_check.hpp"

#include "api/trace_context.hpp"
#include "core/clock.hpp"

#include <mrs/error.hpp>

#include <algorithm>
#include <string>

namespace mrs::detail {

namespace {

void require(bool good, const char* problem) {
    if (!good)
        throw error(errc::invalid_argument, problem);
}

bool is_visible(std::string_view text) noexcept {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c < '\x7f'; });
}

void check(const timeout_options& limits) {
    constexpr timeout_options::duration zero{0};
    require(limits.call() >= zero, "timeouts.call is negative");
    require(limits.attempt() >= zero, "timeouts.attempt is negative");
    require(limits.connect() >= zero, "timeouts.connect is negative");
    require(limits.handshake() >= zero, "timeouts.handshake is negative");
    require(limits.write() >= zero, "timeouts.write is negative");
    require(limits.read() >= zero, "timeouts.read is negative");
    require(limits.credentials() >= zero, "timeouts.credentials is negative");
}

void check(const retry_options& retry) {
    constexpr retry_options::duration zero{0};
    require(retry.max_attempts() >= 1 && retry.max_attempts() <= 100,
            "retry.max_attempts is not from 1 to 100");
    require(retry.retry_failed() >= 0 && retry.retry_failed() <= 100,
            "retry.retry_failed is not from 0 to 100");
    require(retry.budget() >= 0 && retry.budget() <= 1'000'000,
            "retry.budget is not from 0 to 1,000,000");
    require(retry.base_delay() >= zero, "retry.base_delay is negative");
    require(retry.throttled_delay() >= zero, "retry.throttled_delay is negative");
    require(retry.max_delay() >= zero, "retry.max_delay is negative");
}

void check(const pool_options& pool) {
    constexpr pool_options::duration zero{0};
    require(pool.max_connections() >= 1 && pool.max_connections() <= 10'000,
            "pool.max_connections is not from 1 to 10,000");
    require(pool.idle_timeout() >= zero, "pool.idle_timeout is negative");
    require(pool.max_lifetime() >= zero, "pool.max_lifetime is negative");
}

void check(const rate_options& rate) {
    require(rate.clients() >= 1 && rate.clients() <= 1'000'000,
            "rate.clients is not from 1 to 1,000,000");
    if (rate.mode() != rate_mode::fixed)
        return;
    require(rate.requests() >= 1 && rate.requests() <= 1'000'000,
            "rate.requests is not from 1 to 1,000,000");
    require(rate.window() > std::chrono::nanoseconds(0) && rate.window() <= std::chrono::hours(24),
            "rate.window is not above zero and at most a day");
}

} // namespace

client_options checked(client_options options) {
    if (const auto wrong = api::check_project_id(options.project_id()))
        throw error(errc::invalid_argument, *wrong);
    require(options.language().empty() || options.language() == "zh-cn" ||
                options.language() == "en-us",
            "language is neither zh-cn nor en-us");
    require(options.user_agent().size() <= 256, "user_agent is longer than 256 bytes");
    require(is_visible(options.user_agent()),
            "user_agent has a character that is not printable ASCII, such as a line break");
    check(options.timeouts());
    check(options.retry());
    check(options.pool());
    check(options.rate());
    return options;
}

api::problem problem_of(const call_options& options) {
    if (options.max_attempts().value_or(1) < 1)
        return "max_attempts is below 1";
    if (options.timeout().value_or(duration::zero()) < duration::zero())
        return "timeout is negative";
    if (options.attempt_timeout().value_or(duration::zero()) < duration::zero())
        return "attempt_timeout is negative";
    if (options.retry_failed().value_or(0) < 0)
        return "retry_failed is negative";
    return api::check_trace_context(options.traceparent(), options.tracestate());
}

} // namespace mrs::detail
