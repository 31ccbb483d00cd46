// SPDX-License-Identifier: BSL-1.0
#include "api/request_target.hpp"

#include <mrs/cancel_sql.hpp>

namespace mrs {

std::optional<std::string> cancel_sql_request::problem() const {
    if (auto wrong = api::check_cluster_id(cluster_id()))
        return wrong;
    return api::check_sql_id(sql_id());
}

} // namespace mrs
