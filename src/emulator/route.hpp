// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_ROUTE_HPP
#define MRS_EMULATOR_ROUTE_HPP

#include <optional>
#include <string>
#include <string_view>

namespace mrs_emulator {

enum class operation { submit, query, cancel };

/// A call of the API, with its path parameters decoded.
struct route {
    operation call{};
    std::string project;
    std::string cluster;
    std::string sql_id; ///< Empty for submit.
};

/// Splits the request target at its encoded slashes, so that a `%2F` stays inside its parameter.
std::optional<route> find_route(std::string_view target);

/// The one method that an operation takes.
std::string_view method_of(operation call);

} // namespace mrs_emulator

#endif
