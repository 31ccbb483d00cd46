// SPDX-License-Identifier: BSL-1.0
#include "api/request_target.hpp"
#include "api/sql_statement.hpp"

#include <mrs/execute_sql.hpp>

namespace mrs {

std::optional<std::string> execute_sql_request::problem() const {
    if (auto wrong = api::check_cluster_id(cluster_id_))
        return wrong;
    return api::check_statement(*this);
}

std::optional<std::string> sql_result_request::problem() const {
    return api::check_execution(cluster_id(), sql_id());
}

} // namespace mrs
