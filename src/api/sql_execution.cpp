// SPDX-License-Identifier: BSL-1.0
#include <mrs/sql_execution.hpp>

namespace mrs {

std::string_view to_string(sql_state state) noexcept {
    switch (state) {
    case sql_state::none:
        return "NONE";
    case sql_state::queued:
        return "QUEUED";
    case sql_state::waiting_for_resources:
        return "WAITING_FOR_RESOURCES";
    case sql_state::planning:
        return "PLANNING";
    case sql_state::starting:
        return "STARTING";
    case sql_state::running:
        return "RUNNING";
    case sql_state::finishing:
        return "FINISHING";
    case sql_state::finished:
        return "FINISHED";
    case sql_state::failed:
        return "FAILED";
    case sql_state::unknown:
        break;
    }
    return "UNKNOWN";
}

} // namespace mrs
