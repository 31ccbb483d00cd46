// SPDX-License-Identifier: BSL-1.0
#include "observe/exposition.hpp"

#include <mrs/metrics_observer.hpp>

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

namespace mrs {

namespace {

using counts = std::map<std::string, std::uint64_t>;
using histograms = std::map<std::string, observe::histogram>;

std::string_view outcome_of(const call_ended& event) noexcept {
    if (event.error)
        return error_name(event.error);
    return event.status == cancel_status::failed ? "failed" : "succeed";
}

void append_levels(observe::exposition& to, const client_stats& stats) {
    to.family("mrs_client_calls_in_flight", "gauge", "Calls that were started and have not ended.")
        .sample("", stats.calls_in_flight);
    to.family("mrs_client_calls_waiting", "gauge", "Calls that wait for a connection.")
        .sample("", stats.calls_waiting);
    to.family("mrs_client_connections", "gauge", "Connections by what they do.")
        .sample("state=\"opening\"", stats.connections_opening)
        .sample("state=\"idle\"", stats.connections_idle)
        .sample("state=\"in_use\"", stats.connections_in_use);
    to.family("mrs_client_calls_started_total", "counter", "Calls that were started.")
        .sample("", stats.calls_started);
    to.family("mrs_client_observer_failures_total", "counter",
              "Exceptions that left the client's observer.")
        .sample("", stats.observer_failures);
}

} // namespace

struct metrics_observer::registry {
    void count(counts registry::*family, const std::string& labels) {
        const std::lock_guard lock(mutex);
        ++(this->*family)[labels];
    }
    void measure(histograms registry::*family, const std::string& labels,
                 std::chrono::nanoseconds span) {
        const std::lock_guard lock(mutex);
        (this->*family)[labels].add(span);
    }

    std::mutex mutex;
    histograms attempts;
    histograms calls;
    histograms opened;
    counts retries;
    counts throttled;
    counts failed;
    counts reused;
    counts retired;
    counts refreshed;
};

metrics_observer::metrics_observer() : registry_(std::make_unique<registry>()) {}

metrics_observer::~metrics_observer() = default;

std::string metrics_observer::exposition(const client_stats& stats) const {
    observe::exposition all;
    append_levels(all, stats);
    const std::lock_guard lock(registry_->mutex);
    all.family("http_client_request_duration_seconds", "histogram", "Duration of HTTP requests.")
        .samples(registry_->attempts);
    all.family("mrs_client_call_duration_seconds", "histogram",
               "Duration of calls, retries included, by what they came to.")
        .samples(registry_->calls);
    all.family("mrs_client_connection_open_duration_seconds", "histogram",
               "Duration of opening connections, TLS handshakes included.")
        .samples(registry_->opened);
    all.family("mrs_client_retries_total", "counter", "Requests that were to be sent again.")
        .samples(registry_->retries);
    all.family("mrs_client_throttled_total", "counter", "Answers that asked for a slower pace.")
        .samples(registry_->throttled);
    all.family("mrs_client_connections_failed_total", "counter",
               "Connections that could not be opened.")
        .samples(registry_->failed);
    all.family("mrs_client_connections_reused_total", "counter",
               "Requests that went over a connection which had carried others.")
        .samples(registry_->reused);
    all.family("mrs_client_connections_retired_total", "counter", "Connections that were closed.")
        .samples(registry_->retired);
    all.family("mrs_client_credentials_refreshed_total", "counter",
               "Answers of the credentials' source.")
        .samples(registry_->refreshed);
    return std::move(all.text());
}

void metrics_observer::on_attempt_ended(const attempt_ended& event) {
    registry_->measure(&registry::attempts, observe::labels(telemetry::metric_attributes(event)),
                       event.elapsed);
}

void metrics_observer::on_call_ended(const call_ended& event) {
    registry_->measure(
        &registry::calls,
        observe::labels({{"operation", event.call.operation}, {"outcome", outcome_of(event)}}),
        event.elapsed);
}

void metrics_observer::on_retry_scheduled(const retry_scheduled& event) {
    registry_->count(&registry::retries, observe::labels({{"operation", event.call.operation},
                                                          {"reason", to_string(event.reason)}}));
}

void metrics_observer::on_throttled(const mrs::throttled& event) {
    registry_->count(&registry::throttled, observe::labels({{"operation", event.call.operation}}));
}

void metrics_observer::on_connection_opened(const connection_opened& event) {
    registry_->measure(&registry::opened,
                       observe::labels({{"server_address", event.endpoint.host},
                                        {"resumed", event.resumed ? "true" : "false"}}),
                       event.elapsed);
}

void metrics_observer::on_connection_failed(const connection_failed& event) {
    registry_->count(&registry::failed, observe::labels({{"server_address", event.endpoint.host},
                                                         {"error_type", error_name(event.error)}}));
}

void metrics_observer::on_connection_reused(const connection_reused& event) {
    registry_->count(&registry::reused, observe::labels({{"server_address", event.endpoint.host}}));
}

void metrics_observer::on_connection_retired(const connection_retired& event) {
    registry_->count(&registry::retired, observe::labels({{"server_address", event.endpoint.host},
                                                          {"reason", to_string(event.reason)}}));
}

void metrics_observer::on_credentials_refreshed(const credentials_refreshed& event) {
    registry_->count(&registry::refreshed,
                     observe::labels({{"source", event.source},
                                      {"error_type", event.error ? error_name(event.error) : ""}}));
}

} // namespace mrs
