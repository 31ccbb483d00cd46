// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_API_THROTTLE_MESSAGE_HPP
#define MRS_API_THROTTLE_MESSAGE_HPP

#include "pacing/limiter.hpp"

#include <optional>
#include <string_view>

namespace mrs::api {

/// Reads the quota out of a gateway's text such as "policy user over ratelimit,limit:60,time:1
/// minute"; nothing where it tells none.
std::optional<pacing::quota> parse_throttle_message(std::string_view message);

} // namespace mrs::api

#endif
