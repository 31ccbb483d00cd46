// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_PROGRESS_PROGRESS_LINE_HPP
#define MRS_CLI_PROGRESS_PROGRESS_LINE_HPP

#include "cli/progress/progress_state.hpp"

#include <cstddef>
#include <string>

namespace mrs::cli {

/// The run's state in one line of ASCII without its end, of at most `width` columns: what matters
/// less is left out where there is no room, and the bar takes what is left over.
std::string progress_line(const progress_state& now, std::size_t width);

/// What a run does about a service that is away; empty where it is not.
std::string outage_line(const progress_state& now);

/// The same facts in plain words, for a log: no bar, and nothing left out.
std::string status_line(const progress_state& now);

} // namespace mrs::cli

#endif
