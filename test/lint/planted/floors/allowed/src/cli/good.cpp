// SPDX-License-Identifier: BSL-1.0
#include "core/text.hpp"
#include "cli/options.hpp"
#include "client/call.hpp"

#include <mrs/client.hpp>

#include <boost/json.hpp>
