// SPDX-License-Identifier: BSL-1.0
#include "seeded_executions.hpp"

#include <algorithm>
#include <iterator>
#include <limits>
#include <utility>

namespace mrs_emulator {

void seeded_executions::add(std::size_t first, std::size_t count,
                            std::chrono::sys_seconds submitted, cluster_index cluster) {
    block added;
    added.first = first;
    added.submitted = submitted;
    added.cluster = cluster;
    added.cancels.resize(count);
    blocks_.push_back(std::move(added));
    held_ += count;
    while (held_ > most_) {
        held_ -= blocks_.front().cancels.size();
        blocks_.pop_front();
    }
}

std::optional<std::size_t> seeded_executions::block_of(std::size_t number) const {
    const auto after =
        std::upper_bound(blocks_.begin(), blocks_.end(), number,
                         [](std::size_t wanted, const block& each) { return wanted < each.first; });
    if (after == blocks_.begin())
        return std::nullopt;
    const block& candidate = *std::prev(after);
    return number - candidate.first < candidate.cancels.size()
               ? std::optional(static_cast<std::size_t>(after - blocks_.begin()) - 1)
               : std::nullopt;
}

std::optional<std::chrono::sys_seconds> seeded_executions::find(std::size_t number,
                                                                cluster_index cluster) const {
    const auto found = block_of(number);
    return found && blocks_[*found].cluster == cluster ? std::optional(blocks_[*found].submitted)
                                                       : std::nullopt;
}

void seeded_executions::count_cancel(std::size_t number) {
    block& its = blocks_[block_of(number).value()];
    std::uint8_t& count = its.cancels[number - its.first];
    if (count < std::numeric_limits<std::uint8_t>::max())
        ++count;
}

void seeded_executions::reset_cancels() {
    for (block& each : blocks_)
        std::fill(each.cancels.begin(), each.cancels.end(), std::uint8_t(0));
}

void seeded_executions::visit_cancelled(const visitor& visit) const {
    for (const block& each : blocks_) {
        for (std::size_t place = 0; place < each.cancels.size(); ++place)
            if (each.cancels[place] != 0)
                visit(each.first + place, each.submitted, each.cancels[place]);
    }
}

} // namespace mrs_emulator
