// SPDX-License-Identifier: BSL-1.0 // refused
#include "api/third.hpp"
