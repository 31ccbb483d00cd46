// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_EVENT_LOG_HPP
#define MRS_EMULATOR_EVENT_LOG_HPP

#include <string_view>

namespace mrs_emulator {

enum class log_level { errors, events, requests };

/// Writes one line for each event to the standard error stream, in printable ASCII.
class event_log {
public:
    explicit event_log(log_level level) : level_(level) {}

    void error(std::string_view text) const { write(log_level::errors, text); }
    void event(std::string_view text) const { write(log_level::events, text); }
    void request(std::string_view text) const { write(log_level::requests, text); }

    [[nodiscard]] bool has(log_level level) const { return level <= level_; }

private:
    void write(log_level level, std::string_view text) const;

    log_level level_;
};

} // namespace mrs_emulator

#endif
