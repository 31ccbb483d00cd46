// SPDX-License-Identifier: BSL-1.0
#include "cli/output/outcome.hpp"

#include "bulk/item_ending.hpp"

namespace mrs::cli {

outcome::outcome(const bulk_outcome& one)
    : index(one.index), cluster(one.request.cluster_id()), id(one.request.sql_id()),
      error(one.error), result(one.result),
      wait(one.wait ? std::make_shared<const cancel_wait_result>(*one.wait) : nullptr),
      sent(one.sent) {}

namespace {

bool is_for_good(const outcome& one) {
    using bulk::meaning;
    const cancel_sql_result answer(one.info());
    const meaning what = bulk::ending_of(one.error, answer, {one.sent, false}).kind;
    return what == meaning::refused || what == meaning::unreachable;
}

} // namespace

outcome_kind kind_of(const outcome& one) {
    if (!one.error && one.result.failed())
        return outcome_kind::failed;
    if (!one.error)
        return end_of(one) == end_kind::still_running ? outcome_kind::still_running
                                                      : outcome_kind::succeeded;
    if (one.error == errc::sql_not_found)
        return outcome_kind::unknown;
    if (one.error == condition::invalid_argument)
        return outcome_kind::refused;
    if (one.error == condition::unauthorized)
        return outcome_kind::unauthorized;
    if (one.error == condition::cancelled && !one.tried())
        return outcome_kind::not_tried;
    if (one.result.status() == cancel_status::none && is_for_good(one))
        return outcome_kind::rejected;
    return outcome_kind::unanswered;
}

bool is_answer(outcome_kind kind) noexcept {
    return kind == outcome_kind::succeeded || kind == outcome_kind::failed ||
           kind == outcome_kind::unknown;
}

std::optional<end_kind> end_of(const outcome& one) noexcept {
    if (!one.wait)
        return std::nullopt;
    switch (one.wait->outcome()) {
    case wait_outcome::stopped:
        return end_kind::stopped;
    case wait_outcome::had_ended:
        return end_kind::had_ended;
    case wait_outcome::still_running:
        return end_kind::still_running;
    case wait_outcome::not_cancelled:
        return end_kind::failed;
    case wait_outcome::none:
        break;
    }
    return end_kind::unknown;
}

} // namespace mrs::cli
