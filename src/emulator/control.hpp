// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_CONTROL_HPP
#define MRS_EMULATOR_CONTROL_HPP

#include "http_message.hpp"
#include "state.hpp"
#include "utc_time.hpp"

#include <string>
#include <vector>

namespace mrs_emulator {

/// The control endpoint: faults, statistics, the quota, tokens, and seeded executions.
class control {
public:
    control(std::vector<std::string> clusters, emulator_state& state);

    http_reply handle(const http_request& request, utc_time now);

private:
    http_answer answer(const http_request& request, utc_time now);
    [[nodiscard]] http_answer list_faults() const;
    http_answer add_faults(const http_request& request);
    http_answer clear_faults();
    [[nodiscard]] http_answer show_statistics() const;
    http_answer reset_statistics();
    [[nodiscard]] http_answer show_cancels() const;
    http_answer seed_executions(const http_request& request);
    http_answer set_quota(const http_request& request);
    [[nodiscard]] http_answer show_tokens(utc_time now) const;
    http_answer set_token_lifetime(const http_request& request, utc_time now);
    http_answer revoke_tokens(utc_time now);

    std::vector<std::string> clusters_;
    emulator_state& state_;
};

} // namespace mrs_emulator

#endif
