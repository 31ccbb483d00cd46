// SPDX-License-Identifier: BSL-1.0
#include "pool/pool_state.hpp"

#include "pool/connection_pool.hpp" // refused
