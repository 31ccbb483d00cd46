// SPDX-License-Identifier: BSL-1.0
#include "api/values.hpp"

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

bool operator==(const sql_execution& a, const sql_execution& b) noexcept {
    return a.id() == b.id() && a.state() == b.state() && a.state_text() == b.state_text() &&
           a.message() == b.message() && a.statement() == b.statement() &&
           a.result_location() == b.result_location() && a.content() == b.content() &&
           api::exchange_of(a) == api::exchange_of(b) && same_value(a.info(), b.info());
}

std::ostream& operator<<(std::ostream& out, const sql_execution& value) {
    if (!value.id().empty())
        out << snippet(value.id()) << ' ';
    return api::print_result(out, to_string(value.state()), value);
}

} // namespace mrs

std::size_t
std::hash<mrs::sql_execution>::operator()(const mrs::sql_execution& value) const noexcept {
    return mrs::core::hash_of(value.id(), value.state(), value.message(), value.request_id());
}
