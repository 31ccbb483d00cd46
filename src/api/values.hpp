// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_API_VALUES_HPP
#define MRS_API_VALUES_HPP

#include "core/text.hpp"
#include "core/values.hpp"

#include <ostream>
#include <string_view>
#include <tuple>

// How requests and results are compared, found in tables and printed. What is printed goes to logs:
// a peer's text is escaped, and neither a statement nor a row is in it.

namespace mrs::api {

template<typename Request>
auto ids_of(const Request& request) {
    return std::tuple(request.cluster_id(), request.sql_id());
}

template<typename Request>
std::ostream& print_ids(std::ostream& out, std::string_view name, const Request& request) {
    return out << name << '{' << snippet(request.cluster_id()) << ", " << snippet(request.sql_id())
               << '}';
}

template<typename Result>
auto exchange_of(const Result& result) {
    return std::tuple(result.http_status(), std::string_view(result.request_id()),
                      result.attempts(), result.elapsed());
}

/// A result's own words, or why there is none.
template<typename Result>
std::ostream& print_result(std::ostream& out, std::string_view what, const Result& result) {
    if (result.info())
        return out << snippet(result.info()->to_string(), 2048);
    out << what;
    if (!result.message().empty())
        out << ": " << snippet(result.message());
    return out;
}

} // namespace mrs::api

#endif
