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
    settle();
    if (batch.empty())
        return;
    remember(batch);
    std::string lines;
    for (std::size_t at = 0; at < batch.size(); ++at) {
        count(batch[at]);
        if (order_)
            hold(batch[at], records_[at]);
        else
            write(batch[at], records_[at], lines);
    }
    if (order_)
        while (const auto next = order_->next())
            write(*next, next->record, lines);
    print(std::move(lines), std::exchange(written_, {}));
}

void results::hold(outcome one, std::uint64_t record) {
    one.record = record;
    order_->put(std::move(one));
}

void results::print(std::string lines, std::vector<std::uint64_t> records) {
    if (out_.error())
        return;
    put_ += lines.size();
    out_.write(std::move(lines));
    if (memory_ != nullptr)
        unsettled_.push_back({put_, std::move(records)});
}

void results::settle() {
    const std::uint64_t taken = put_ - out_.waiting();
    if (out_.error())
        return;
    std::vector<std::uint64_t> told;
    for (; !unsettled_.empty() && unsettled_.front().end <= taken; unsettled_.pop_front())
        told.insert(told.end(), unsettled_.front().records.begin(),
                    unsettled_.front().records.end());
    if (!told.empty())
        memory_->printed(std::move(told));
}

bool results::lost() const noexcept {
    return out_.error() || (memory_ != nullptr && memory_->error());
}

void results::remember(const std::vector<outcome>& batch) {
    records_.assign(batch.size(), 0);
    if (memory_ == nullptr || memory_->error())
        return;
    const auto now = std::chrono::system_clock::now();
    for (std::size_t at = 0; at < batch.size(); ++at)
        records_[at] = memory_->append(batch[at], now);
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
void results::write(const outcome& one, std::uint64_t record, std::string& lines) {
    if (kind_of(one) != outcome_kind::not_tried)
        lines += to_line(one, style_);
    written_.push_back(record);
}

} // namespace mrs::cli
