// SPDX-License-Identifier: BSL-1.0
#include "auth/authenticator.hpp" // refused
#include "retry/retry_policy.hpp"
