// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_API_REQUEST_TARGET_HPP
#define MRS_API_REQUEST_TARGET_HPP

#include <optional>
#include <string>
#include <string_view>

namespace mrs::api {

/// The sentence that says what is wrong with an id, or nothing where it is fine.
using problem = std::optional<std::string>;

/// `[A-Za-z0-9]{1,64}`
problem check_project_id(std::string_view id);
/// `[A-Za-z0-9_-]{1,64}`
problem check_cluster_id(std::string_view id);
/// 1 to 1024 bytes, no control characters, neither "." nor "..": a path segment of its own once it
/// is percent-encoded.
problem check_sql_id(std::string_view id);
/// Of an execution's two ids, the cluster's first.
problem check_execution(std::string_view cluster_id, std::string_view sql_id);

// The targets with the names of what they hold, for logs and metrics.
inline constexpr std::string_view submit_route =
    "/v2/{project_id}/clusters/{cluster_id}/sql-execution";
inline constexpr std::string_view query_route =
    "/v2/{project_id}/clusters/{cluster_id}/sql-execution/{sql_id}";
inline constexpr std::string_view cancel_route =
    "/v2/{project_id}/clusters/{cluster_id}/sql-execution/{sql_id}/cancel";

/// Adds the request target that cancels an execution. The ids have passed their checks.
void append_cancel_target(std::string& target, std::string_view project_id,
                          std::string_view cluster_id, std::string_view sql_id);

/// Adds the request target that submits a statement.
void append_submit_target(std::string& target, std::string_view project_id,
                          std::string_view cluster_id);

/// Adds the request target that asks for an execution's state and result.
void append_query_target(std::string& target, std::string_view project_id,
                         std::string_view cluster_id, std::string_view sql_id);

} // namespace mrs::api

#endif
