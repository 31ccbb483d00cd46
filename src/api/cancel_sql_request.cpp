// SPDX-License-Identifier: BSL-1.0
#include "api/request_target.hpp"

#include <mrs/cancel_sql.hpp>

namespace mrs {

std::optional<std::string> cancel_sql_request::problem() const {
    return api::check_execution(cluster_id(), sql_id());
}

} // namespace mrs
