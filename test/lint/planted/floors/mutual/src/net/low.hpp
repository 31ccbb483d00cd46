// SPDX-License-Identifier: BSL-1.0
#include "core/clock.hpp"
#include "pool/pool_state.hpp" // refused
