// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_API_SQL_ANSWER_HPP
#define MRS_API_SQL_ANSWER_HPP

#include "api/answer.hpp"

#include <mrs/sql_execution.hpp>

#include <string_view>

namespace mrs::api {

/// What an answer about an execution means, and what it tells where it is decided.
struct sql_answer {
    answer meaning;
    sql_execution execution;
};

inline constexpr std::string_view query_permission = "mrs:cluster:getSql (alias mrs:sql:get)";
inline constexpr std::string_view submit_permission =
    "mrs:cluster:createSql (alias mrs:sql:execute)";

/// Decodes the answer to a submission or to a query. FAILED decides on 400 and 500 too: so the
/// service tells of a statement that could not run.
///
/// Source: the MRS v2 API. Its editions differ: the id is `id` or `sql_id`, and the content a list
/// of rows or a flat list of cells.
/// @param permission that the call needs, for the text of an error
sql_answer decode_sql_answer(int http_status, std::string_view body,
                             std::string_view permission = query_permission);

} // namespace mrs::api

#endif
