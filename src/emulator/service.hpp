// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_SERVICE_HPP
#define MRS_EMULATOR_SERVICE_HPP

#include "authentication.hpp"
#include "clock.hpp"
#include "error_body.hpp"
#include "http_message.hpp"
#include "iam.hpp"
#include "route.hpp"
#include "sql_calls.hpp"
#include "state.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mrs_emulator {

/// Whom the service knows.
struct tenant {
    std::string project;
    std::string project_name;
    std::vector<std::string> clusters;
    std::string token;
};

/// Answers the calls of the API as the gateway and the services behind it would.
class service {
public:
    service(const tenant& known, emulator_state& state);

    http_reply handle(const http_request& request, const moment& now);

private:
    std::optional<http_answer> refusal(const http_request& request, const route& called,
                                       const moment& now);
    [[nodiscard]] std::optional<http_answer> refuse_place(const http_request& request,
                                                          const route& called) const;
    http_reply answer_with_faults(const http_request& request, const route& called,
                                  const moment& now);
    http_answer struck(const http_request& request, const route& called, const fault_rule& fault);
    http_answer perform(const http_request& request, const route& called, const moment& now);
    http_answer error(mrs_error cause, const http_request& request,
                      std::string_view subject = {}) const;

    std::string project_;
    emulator_state& state_;
    authentication callers_;
    sql_calls calls_;
    iam iam_;
};

} // namespace mrs_emulator

#endif
