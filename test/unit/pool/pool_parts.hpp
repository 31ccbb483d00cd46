// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_UNIT_POOL_PARTS_HPP
#define MRS_TEST_UNIT_POOL_PARTS_HPP

#include "pool/pool_state.hpp"

/// A waiter and a connection that are nothing but what the pool knows of them.
class test_waiter : public mrs::pool::waiter {};
class test_slot : public mrs::pool::slot {};

#endif
