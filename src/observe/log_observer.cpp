// SPDX-License-Identifier: BSL-1.0
#include "core/text.hpp"

#include <mrs/bulk.hpp>
#include <mrs/log_observer.hpp>
#include <mrs/telemetry.hpp>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

namespace mrs {

namespace {

constexpr std::size_t longest_text = 2048;

double seconds(std::chrono::nanoseconds span) noexcept {
    return std::chrono::duration<double>(span).count();
}

log_level level_of(const call_ended& event) noexcept {
    return event.error || event.status == cancel_status::failed ? log_level::warning
                                                                : log_level::info;
}

} // namespace

std::string_view to_string(log_level level) noexcept {
    switch (level) {
    case log_level::debug:
        return "debug";
    case log_level::info:
        return "info";
    case log_level::warning:
        return "warning";
    }
    return "unknown";
}

/// One line that is being made. An empty text is left out.
class log_observer::line {
public:
    line(log_level weight, const char* event) : level(weight) {
        text_["level"] = to_string(weight);
        text_["event"] = event;
    }

    line& add(std::string_view name, std::string_view value) {
        if (!value.empty())
            text_[name] = core::snippet(value, longest_text);
        return *this;
    }
    line& add(std::string_view name, const error_code& ec) {
        return add(name, std::string_view(error_name(ec)));
    }
    line& add(std::string_view name, std::integral auto value) {
        text_[name] = value;
        return *this;
    }
    line& add(std::string_view name, std::chrono::nanoseconds span) {
        text_[name] = seconds(span);
        return *this;
    }
    line& add(const call_info& call) {
        return add("call", call.number)
            .add("operation", call.operation)
            .add("cluster_id", call.cluster_id)
            .add("sql_id", call.sql_id)
            .add("traceparent", call.traceparent);
    }
    line& add(const telemetry::attribute& one) {
        if (const auto* const words = std::get_if<std::string_view>(&one.value))
            return add(one.name, *words);
        text_[one.name] = std::get<std::int64_t>(one.value);
        return *this;
    }

    [[nodiscard]] std::string text() const { return boost::json::serialize(text_); }

    const log_level level;

private:
    boost::json::object text_;
};

log_observer::log_observer(sink to, log_level least) : sink_(std::move(to)), least_(least) {}

log_observer::~log_observer() = default;

void log_observer::write(const line& made) {
    const std::string text = made.text();
    const std::lock_guard lock(mutex_);
    sink_(made.level, text);
}

void log_observer::on_attempt_started(const attempt_started& event) {
    if (!wants(log_level::debug))
        return;
    line text(log_level::debug, "attempt_started");
    text.add(event.call)
        .add("attempt", event.attempt)
        .add("connection", event.connection)
        .add("http.request.method", event.call.method)
        .add("url.full", telemetry::url_full(event));
    write(text);
}

void log_observer::on_attempt_ended(const attempt_ended& event) {
    if (!wants(log_level::debug))
        return;
    line text(log_level::debug, "attempt_ended");
    text.add(event.call)
        .add("attempt", event.attempt)
        .add("connection", event.connection)
        .add("seconds", event.elapsed)
        .add("error", event.error)
        .add("service_code", event.service_code)
        .add("request_id", event.request_id);
    for (const auto& one : telemetry::span_attributes(event))
        text.add(one);
    write(text);
}

void log_observer::on_call_ended(const call_ended& event) {
    if (!wants(level_of(event)))
        return;
    line text(level_of(event), "call_ended");
    text.add(event.call).add("endpoint", event.endpoint.url);
    if (!event.error)
        text.add("status", to_string(event.status));
    text.add("error", event.error);
    if (event.stop != stop_reason::none)
        text.add("stop", to_string(event.stop));
    text.add("http_status", event.http_status)
        .add("attempts", event.attempts)
        .add("seconds", event.elapsed)
        .add("request_id", event.request_id)
        .add("service_code", event.service_code)
        .add("detail", event.detail);
    write(text);
}

void log_observer::on_retry_scheduled(const retry_scheduled& event) {
    if (!wants(log_level::warning))
        return;
    line text(log_level::warning, "retry_scheduled");
    text.add(event.call)
        .add("reason", to_string(event.reason))
        .add("attempt", event.attempt)
        .add("error", event.error)
        .add("delay", event.delay);
    write(text);
}

void log_observer::on_throttled(const throttled& event) {
    if (!wants(log_level::warning))
        return;
    line text(log_level::warning, "throttled");
    text.add(event.call).add("detail", event.detail);
    if (event.retry_after)
        text.add("retry_after", *event.retry_after);
    write(text);
}

void log_observer::on_connection_opened(const connection_opened& event) {
    if (!wants(log_level::debug))
        return;
    line text(log_level::debug, "connection_opened");
    text.add("connection", event.connection)
        .add("endpoint", event.endpoint.url)
        .add("seconds", event.elapsed)
        .add("resumed", event.resumed);
    write(text);
}

void log_observer::on_connection_failed(const connection_failed& event) {
    if (!wants(log_level::warning))
        return;
    line text(log_level::warning, "connection_failed");
    text.add("connection", event.connection)
        .add("endpoint", event.endpoint.url)
        .add("seconds", event.elapsed)
        .add("error", event.error)
        .add("detail", event.detail);
    write(text);
}

void log_observer::on_connection_reused(const connection_reused& event) {
    if (!wants(log_level::debug))
        return;
    line text(log_level::debug, "connection_reused");
    text.add("connection", event.connection)
        .add("endpoint", event.endpoint.url)
        .add("uses", event.uses);
    write(text);
}

void log_observer::on_connection_retired(const connection_retired& event) {
    if (!wants(log_level::debug))
        return;
    line text(log_level::debug, "connection_retired");
    text.add("connection", event.connection)
        .add("endpoint", event.endpoint.url)
        .add("reason", to_string(event.reason))
        .add("uses", event.uses)
        .add("seconds", event.elapsed);
    write(text);
}

void log_observer::on_credentials_refreshed(const credentials_refreshed& event) {
    const log_level level = event.error ? log_level::warning : log_level::info;
    if (!wants(level))
        return;
    line text(level, "credentials_refreshed");
    text.add("source", event.source).add("error", event.error).add("detail", event.detail);
    if (event.lifetime)
        text.add("lifetime", *event.lifetime);
    write(text);
}

void log_observer::on_bulk_progressed(const bulk_progressed& event) {
    if (!wants(log_level::info))
        return;
    const bulk_progress& now = event.progress;
    line text(log_level::info, event.ended ? "bulk_ended" : "bulk_progressed");
    text.add("run", event.run)
        .add("taken", now.taken)
        .add("succeeded", now.succeeded)
        .add("failed", now.failed)
        .add("errors", now.errors)
        .add("throttled", now.throttled)
        .add("concurrency", now.concurrency)
        .add("seconds", now.elapsed);
    if (now.remaining)
        text.add("remaining", *now.remaining);
    if (now.unreachable_since)
        text.add("unreachable", event.at - *now.unreachable_since);
    if (now.next_try)
        text.add("next_try", *now.next_try - event.at);
    write(text);
}

} // namespace mrs
