// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_API_ANSWER_FIELDS_HPP
#define MRS_API_ANSWER_FIELDS_HPP

#include "core/json_fields.hpp"

#include <array>
#include <cstddef>
#include <string_view>

namespace mrs::api {

/// The names that answers and error bodies are made of.
namespace field {
enum number : std::size_t {
    status,
    message,
    error_code,
    error_msg,
    error_code_camel,
    error_msg_camel,
    code,
    request_id,
    id,
    sql_id,
    statement,
    result_location,
    content,
    msg,
};
} // namespace field

inline constexpr std::array<std::string_view, 14> field_names = {
    "status",     "message", "error_code", "error_msg", "errorCode",       "errorMsg", "code",
    "request_id", "id",      "sql_id",     "statement", "result_location", "content",  "msg"};

/// The fields of an answer's body.
struct answer_fields : core::json_fields {
    answer_fields() noexcept : json_fields(field_names, reach::outer_and_nested) {}
};

} // namespace mrs::api

#endif
