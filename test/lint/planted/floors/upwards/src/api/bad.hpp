// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_API_BAD_HPP
#define MRS_API_BAD_HPP

#include "client/call.hpp" // refused
#include "core/clock.hpp"
#include "net/stream.hpp"      // refused
#include "unheard_of/part.hpp" // refused

#endif
