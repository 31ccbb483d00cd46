// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CORE_FLAG_GUARD_HPP
#define MRS_CORE_FLAG_GUARD_HPP

#include "core/namespace.hpp"

namespace mrs::core {

/// Sets a flag for as long as it lives.
class flag_guard {
public:
    explicit flag_guard(bool& flag) noexcept : flag_(flag) { flag_ = true; }
    flag_guard(const flag_guard&) = delete;
    flag_guard& operator=(const flag_guard&) = delete;
    ~flag_guard() { flag_ = false; }

private:
    bool& flag_;
};

} // namespace mrs::core

#endif
