// SPDX-License-Identifier: BSL-1.0
#include "cli/output/outcome.hpp"

namespace mrs::cli {

outcome::outcome(const bulk_outcome& one)
    : index(one.index), cluster(one.request.cluster_id()), id(one.request.sql_id()),
      error(one.error), result(one.result) {}

outcome_kind kind_of(const outcome& one) noexcept {
    if (!one.error)
        return one.result.succeeded() ? outcome_kind::succeeded : outcome_kind::failed;
    if (one.error == errc::sql_not_found)
        return outcome_kind::unknown;
    if (one.error == condition::invalid_argument)
        return outcome_kind::refused;
    if (one.error == condition::unauthorized)
        return outcome_kind::unauthorized;
    if (one.error == condition::cancelled && !one.tried())
        return outcome_kind::not_tried;
    return outcome_kind::unanswered;
}

bool is_answer(outcome_kind kind) noexcept {
    return kind == outcome_kind::succeeded || kind == outcome_kind::failed ||
           kind == outcome_kind::unknown;
}

} // namespace mrs::cli
