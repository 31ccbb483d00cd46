// SPDX-License-Identifier: BSL-1.0
#include <mrs/observer.hpp>

namespace mrs {

observer::~observer() = default;

void observer::on_attempt_started(const attempt_started&) {}
void observer::on_attempt_ended(const attempt_ended&) {}
void observer::on_call_ended(const call_ended&) {}
void observer::on_retry_scheduled(const retry_scheduled&) {}
void observer::on_throttled(const throttled&) {}
void observer::on_connection_opened(const connection_opened&) {}
void observer::on_connection_failed(const connection_failed&) {}
void observer::on_connection_reused(const connection_reused&) {}
void observer::on_connection_retired(const connection_retired&) {}
void observer::on_credentials_refreshed(const credentials_refreshed&) {}
void observer::on_bulk_progressed(const bulk_progressed&) {}

std::string_view to_string(retry_reason reason) noexcept {
    switch (reason) {
    case retry_reason::connection:
        return "connection";
    case retry_reason::timeout:
        return "timeout";
    case retry_reason::service:
        return "service";
    case retry_reason::throttled:
        return "throttled";
    case retry_reason::credentials:
        return "credentials";
    case retry_reason::failed:
        return "failed";
    case retry_reason::stale:
        return "stale";
    }
    return "unknown";
}

std::string_view to_string(retire_reason reason) noexcept {
    switch (reason) {
    case retire_reason::idle:
        return "idle";
    case retire_reason::lifetime:
        return "lifetime";
    case retire_reason::uses:
        return "uses";
    case retire_reason::peer:
        return "peer";
    case retire_reason::failed:
        return "failed";
    case retire_reason::silent:
        return "silent";
    case retire_reason::cancelled:
        return "cancelled";
    case retire_reason::closing:
        return "closing";
    }
    return "unknown";
}

} // namespace mrs
