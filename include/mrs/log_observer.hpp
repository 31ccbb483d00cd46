// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_LOG_OBSERVER_HPP
#define MRS_LOG_OBSERVER_HPP

#include <mrs/detail/worded.hpp>
#include <mrs/export.hpp>
#include <mrs/observer.hpp>

#include <functional>
#include <mutex>
#include <string_view>

namespace mrs {

/// How much a log line matters.
enum class log_level {
    debug,   ///< Each attempt, and what becomes of connections.
    info,    ///< Each call that was answered SUCCEED, new credentials, the state of a bulk run.
    warning, ///< What failed, was retried or was throttled.
};

/// "debug", "info" or "warning".
MRS_EXPORT std::string_view to_string(log_level level) noexcept;

/// Writes what a client does as JSON, one object to a line: `level`, `event` and what the event
/// holds, durations in seconds, the attempts in the names of `mrs::telemetry`. Texts of the service
/// are escaped: a line has visible ASCII only.
///
/// @par Thread safety
/// One may serve several clients; their lines are written one at a time.
class MRS_EXPORT log_observer final : public observer {
public:
    /// Receives a line, without its end. It should be quick, for the client waits for it.
    using sink = std::function<void(log_level level, std::string_view line)>;

    /// @param to    where the lines go; not empty
    /// @param least what matters less than this is not written
    explicit log_observer(sink to, log_level least = log_level::info);
    ~log_observer() override;

    /// @{
    /// Writes it, where its level is high enough.
    void on_attempt_started(const attempt_started& event) override;
    void on_attempt_ended(const attempt_ended& event) override;
    void on_call_ended(const call_ended& event) override;
    void on_retry_scheduled(const retry_scheduled& event) override;
    void on_throttled(const throttled& event) override;
    void on_connection_opened(const connection_opened& event) override;
    void on_connection_failed(const connection_failed& event) override;
    void on_connection_reused(const connection_reused& event) override;
    void on_connection_retired(const connection_retired& event) override;
    void on_credentials_refreshed(const credentials_refreshed& event) override;
    void on_bulk_progressed(const bulk_progressed& event) override;
    /// @}

private:
    class line;
    [[nodiscard]] bool wants(log_level level) const noexcept { return level >= least_; }
    void write(const line& text);

    std::mutex mutex_;
    const sink sink_;
    const log_level least_;
};

} // namespace mrs

#endif
