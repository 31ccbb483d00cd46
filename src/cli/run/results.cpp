// SPDX-License-Identifier: BSL-1.0
#include "cli/run/results.hpp"

#include <chrono>
#include <utility>

namespace mrs::cli {

results::results(line_writer& out, line_style style, bool by_index, journal* memory,
                 failed_file* rest, tally& counts)
    : out_(out), style_(style), memory_(memory), rest_(rest), counts_(counts) {
    if (by_index)
        order_.emplace();
}

void results::take(const std::vector<outcome>& batch) {
    if (batch.empty())
        return;
    remember(batch);
    std::string lines;
    for (const outcome& one : batch) {
        count(one);
        if (order_)
            order_->put(one);
        else
            write(one, lines);
    }
    if (order_)
        while (const auto next = order_->next())
            write(*next, lines);
    out_.write(std::move(lines));
}

bool results::lost() const noexcept {
    return out_.error() || (memory_ != nullptr && memory_->error());
}

void results::remember(const std::vector<outcome>& batch) {
    if (memory_ == nullptr || memory_->error())
        return;
    const auto now = std::chrono::system_clock::now();
    for (const outcome& one : batch)
        memory_->append(one, now);
    memory_->commit();
}

void results::count(const outcome& one) {
    const outcome_kind kind = kind_of(one);
    counts_.add(kind);
    const auto end = end_of(one);
    if (end && kind != outcome_kind::not_tried)
        counts_.add_end(*end);
    if (rest_ != nullptr && kind != outcome_kind::succeeded)
        rest_->add(one.cluster, one.id);
}

/// What was not tried has nothing to tell.
void results::write(const outcome& one, std::string& lines) const {
    if (kind_of(one) != outcome_kind::not_tried)
        lines += to_line(one, style_);
}

} // namespace mrs::cli
