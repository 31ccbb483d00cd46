// SPDX-License-Identifier: BSL-1.0
#include "net/low.hpp" // refused
#include "pool/pool_state.hpp"
