// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_SQL_CALLS_HPP
#define MRS_EMULATOR_SQL_CALLS_HPP

#include "error_body.hpp"
#include "http_message.hpp"
#include "route.hpp"
#include "state.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mrs_emulator {

/// Carries out the calls on executions, as the service behind the gateway would.
class sql_calls {
public:
    sql_calls(std::vector<std::string> clusters, emulator_state& state);

    [[nodiscard]] bool has_cluster(const route& called) const {
        return cluster_of(called).has_value();
    }

    /// To be called for a known cluster, as the next one.
    http_answer perform(const http_request& request, const route& called);

    /// Answers FAILED or SUCCEED, as the fault says, without touching the execution.
    http_answer pretend(const http_request& request, const route& called, const fault_rule& fault);

    /// The rows of an execution as CSV, where its result_location says that they are.
    [[nodiscard]] http_answer result(const http_request& request, const route& called) const;

private:
    [[nodiscard]] std::optional<cluster_index> cluster_of(const route& called) const;
    http_answer submit(const http_request& request, const route& called);
    http_answer change(const http_request& request, cluster_index cluster, submission order);
    http_answer start(const http_request& request, cluster_index cluster, submission order);
    http_answer refuse(const http_request& request, cluster_index cluster, submission order,
                       std::string_view problem);
    [[nodiscard]] http_answer query(const http_request& request, const route& called) const;
    http_answer cancel(const http_request& request, const route& called);
    http_answer pretend_cancel(const http_request& request, const route& called,
                               const fault_rule& fault);
    http_answer pretend_submit(const http_request& request, const route& called,
                               const fault_rule& fault);
    [[nodiscard]] http_answer pretend_query(const http_request& request, const route& called,
                                            const fault_rule& fault) const;
    http_answer error(mrs_error cause, const http_request& request,
                      std::string_view subject = {}) const;

    std::vector<std::string> clusters_;
    emulator_state& state_;
};

} // namespace mrs_emulator

#endif
