// SPDX-License-Identifier: BSL-1.0
#include "../api/text.hpp" // refused
#include "core/text.hpp"    // refused
#include "state.hpp"

#include <mrs/client.hpp> // refused

#include <string>
