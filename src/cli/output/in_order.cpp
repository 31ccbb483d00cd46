// SPDX-License-Identifier: BSL-1.0
#include "cli/output/in_order.hpp"

#include <utility>

namespace mrs::cli {

void in_order::put(outcome one) {
    const std::uint64_t index = one.index;
    early_.emplace(index, std::move(one));
}

std::optional<outcome> in_order::next() {
    std::optional<outcome> one;
    const auto first = early_.begin();
    if (first != early_.end() && first->first == turn_) {
        one = std::move(first->second);
        early_.erase(first);
        ++turn_;
    }
    return one;
}

} // namespace mrs::cli
