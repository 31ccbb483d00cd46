// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_API_SQL_STATEMENT_HPP
#define MRS_API_SQL_STATEMENT_HPP

#include "api/request_target.hpp"

#include <mrs/execute_sql.hpp>

#include <string>

namespace mrs::api {

/// Of the statement and what comes with it, without the cluster.
problem check_statement(const execute_sql_request& request);

/// The body that submits it. It has passed its check.
std::string submit_body(const execute_sql_request& request);

} // namespace mrs::api

#endif
