// SPDX-License-Identifier: BSL-1.0 // refused
#include "api/first.hpp"
#include "api/fourth.hpp"
