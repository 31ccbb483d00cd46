// SPDX-License-Identifier: BSL-1.0
#include "auth/authenticator.hpp" // refused
#include "pacing/retry_policy.hpp"
