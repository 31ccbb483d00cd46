// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CORE_RANDOM_HPP
#define MRS_CORE_RANDOM_HPP

#include "core/namespace.hpp"

#include <optional>
#include <random>

namespace mrs::core {

/// A client's own source of jitter. Not for secrets.
class random_source {
public:
    /// Gives the same numbers for the same seed, where there is one.
    explicit random_source(std::optional<unsigned> seed = {})
        : engine_(seed ? *seed : std::random_device()()) {}

    /// Uniform in [0, 1).
    double uniform() { return std::uniform_real_distribution<double>(0.0, 1.0)(engine_); }

private:
    std::minstd_rand engine_;
};

} // namespace mrs::core

#endif
