// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_METRICS_OBSERVER_HPP
#define MRS_METRICS_OBSERVER_HPP

#include <mrs/client_stats.hpp>
#include <mrs/export.hpp>
#include <mrs/observer.hpp>

#include <memory>
#include <string>
#include <string_view>

namespace mrs {

/// Counts and measures what a client does, for Prometheus: `exposition` is what a scrape of
/// `/metrics` answers. Attempts are the histogram `http_client_request_duration_seconds`, with the
/// attributes of `mrs::telemetry` for labels, as OpenTelemetry's own exporter writes them; the rest
/// is named `mrs_client_…`.
///
/// @par Thread safety
/// Every member function may be called from any thread. One may serve several clients.
class MRS_EXPORT metrics_observer final : public observer {
public:
    /// Of what `exposition` returns.
    static constexpr std::string_view content_type = "text/plain; version=0.0.4; charset=utf-8";

    metrics_observer();
    ~metrics_observer() override;

    /// Everything in Prometheus's text format, version 0.0.4.
    /// @param stats the levels of this moment, from `client::stats`
    /// @throws std::bad_alloc
    [[nodiscard]] std::string exposition(const client_stats& stats) const;

    /// @{
    /// Counts it.
    void on_attempt_ended(const attempt_ended& event) override;
    void on_call_ended(const call_ended& event) override;
    void on_retry_scheduled(const retry_scheduled& event) override;
    void on_throttled(const throttled& event) override;
    void on_connection_opened(const connection_opened& event) override;
    void on_connection_failed(const connection_failed& event) override;
    void on_connection_reused(const connection_reused& event) override;
    void on_connection_retired(const connection_retired& event) override;
    void on_credentials_refreshed(const credentials_refreshed& event) override;
    /// @}

private:
    struct registry;
    const std::unique_ptr<registry> registry_;
};

} // namespace mrs

#endif
