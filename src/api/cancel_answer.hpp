// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_API_CANCEL_ANSWER_HPP
#define MRS_API_CANCEL_ANSWER_HPP

#include "api/answer.hpp"

#include <mrs/cancel_sql.hpp>

#include <string_view>

namespace mrs::api {

/// Decodes the answer to a cancel. The body decides before the HTTP status does.
///
/// Source: the MRS v2 API; FAILED comes with 500 in its first edition and with 400 in later ones.
answer decode_cancel_answer(int http_status, std::string_view body);

/// The decision of an answer to a cancel.
cancel_status status_of(const answer& decoded) noexcept;

} // namespace mrs::api

#endif
