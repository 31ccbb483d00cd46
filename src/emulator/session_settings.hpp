// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_SESSION_SETTINGS_HPP
#define MRS_EMULATOR_SESSION_SETTINGS_HPP

#include "http_message.hpp"

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>

namespace mrs_emulator {

/// What the sessions of a server have in common.
struct session_settings {
    std::function<http_reply(const http_request&)> answer;
    std::function<std::string()> next_request_id;
    std::function<std::chrono::sys_seconds()> date;
    std::chrono::seconds idle_timeout{60};
    std::size_t body_limit = std::size_t(1024) * 1024;
};

} // namespace mrs_emulator

#endif
