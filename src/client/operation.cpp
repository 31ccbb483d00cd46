// SPDX-License-Identifier: BSL-1.0
#include "client/operation.hpp"

#include "client/client_impl.hpp"

namespace mrs::detail {

pacing::permit_queue& operation::permits() noexcept {
    return client_.permits;
}

std::size_t operation::largest_answer() const noexcept {
    return client_.origins.front().answers.body_bytes;
}

} // namespace mrs::detail
