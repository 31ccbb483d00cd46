// SPDX-License-Identifier: BSL-1.0
#include "pool/opening_pause.hpp"

#include <algorithm>

namespace mrs::pool {

void opening_pause::failed(time_point now, double uniform) noexcept {
    if (now < until_) // Begun before the pause was, so no news.
        return;
    step_ = active() ? std::min(step_ * 2, longest_) : shortest_;
    const double share = 1.0 - uniform / 2;
    until_ = now + duration(static_cast<duration::rep>(static_cast<double>(step_.count()) * share));
}

} // namespace mrs::pool
