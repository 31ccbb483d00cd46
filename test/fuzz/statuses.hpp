// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_FUZZ_STATUSES_HPP
#define MRS_TEST_FUZZ_STATUSES_HPP

#include <array>

namespace fuzz {

/// The HTTP statuses that mean something to the decoders, and some that do not.
inline constexpr std::array<int, 20> statuses = {200, 400, 500, 401, 403, 404, 408, 413, 429, 502,
                                                 503, 504, 202, 204, 301, 308, 499, 501, 100, 999};

} // namespace fuzz

#endif
