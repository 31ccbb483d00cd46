// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_SERVICE_HPP
#define MRS_EMULATOR_SERVICE_HPP

#include "http_message.hpp"
#include "route.hpp"
#include "state.hpp"

#include <chrono>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace mrs_emulator {

/// Whom the service knows.
struct tenant {
    std::string project;
    std::vector<std::string> clusters;
    std::string token;
};

/// Answers the calls of the API as the gateway and the service behind it would.
class service {
public:
    service(tenant known, emulator_state& state);

    http_reply handle(const http_request& request, std::chrono::steady_clock::time_point now);

private:
    std::optional<http_answer> refusal(const http_request& request, const route& called) const;
    std::optional<execution_engine::cluster_index> cluster_of(const route& called) const;
    http_reply answer_with_faults(const http_request& request, const route& called);
    http_answer perform(const http_request& request, const route& called);
    http_answer submit(const http_request& request, const route& called);
    http_answer query(const http_request& request, const route& called) const;
    http_answer cancel(const http_request& request, const route& called);
    http_answer refuse_cancel(const http_request& request, const route& called,
                              const fault_rule& fault);
    double draw();

    tenant tenant_;
    emulator_state& state_;
    std::mt19937_64 random_;
};

} // namespace mrs_emulator

#endif
