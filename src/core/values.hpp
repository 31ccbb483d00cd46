// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CORE_VALUES_HPP
#define MRS_CORE_VALUES_HPP

#include "core/namespace.hpp"

#include <boost/container_hash/hash.hpp>

#include <cstddef>
#include <functional>
#include <memory>

namespace mrs::core {

/// What public values are compared and found by.
template<typename... Parts>
std::size_t hash_of(const Parts&... parts) noexcept {
    std::size_t seed = 0;
    (boost::hash_combine(seed, std::hash<Parts>()(parts)), ...);
    return seed;
}

/// Whether both hold the same, or neither holds anything.
template<typename Value>
bool same_value(const std::shared_ptr<Value>& a, const std::shared_ptr<Value>& b) {
    return a == b || (a && b && *a == *b);
}

} // namespace mrs::core

#endif
