// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_ROUTE_HPP
#define MRS_EMULATOR_ROUTE_HPP

#include <optional>
#include <string>
#include <string_view>

namespace mrs_emulator {

/// The calls of the API, of the results that it stores, of the identity service, and of the
/// metadata stand-in.
enum class operation {
    submit,
    query,
    cancel,
    result,
    tokens,
    projects,
    metadata_token,
    metadata,
    pod_identity
};

/// A call of the API, with its path parameters decoded.
struct route {
    operation call{};
    std::string project;
    std::string cluster;
    std::string sql_id;   ///< Empty for submit, as all three are for what is not the API's.
    std::string location; ///< Of a result: `bucket/path`.
};

/// Finds a call of the API, of a stored result or of the identity service. Splits the request
/// target at its encoded slashes, so that a `%2F` stays inside its parameter.
std::optional<route> find_route(std::string_view target);

/// Finds the call of the metadata stand-in.
std::optional<operation> find_metadata_call(std::string_view target);

/// Whether it is one of the API's own calls, on an execution.
bool is_sql_call(operation call);

/// The one method that an operation takes.
std::string_view method_of(operation call);

} // namespace mrs_emulator

#endif
