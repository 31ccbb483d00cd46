// SPDX-License-Identifier: BSL-1.0
#include "api/request_target.hpp"
#include "api/sql_statement.hpp"
#include "api/values.hpp"

#include <mrs/execute_sql.hpp>

namespace mrs {

std::optional<std::string> execute_sql_request::problem() const {
    if (auto wrong = api::check_cluster_id(cluster_id_))
        return wrong;
    return api::check_statement(*this);
}

std::optional<std::string> sql_result_request::problem() const {
    return api::check_execution(cluster_id(), sql_id());
}

bool operator==(const execute_sql_request& a, const execute_sql_request& b) noexcept {
    return a.cluster_id() == b.cluster_id() && a.sql() == b.sql() && a.database() == b.database() &&
           a.archive_path() == b.archive_path() && a.sql_type() == b.sql_type();
}

bool operator==(const sql_result_request& a, const sql_result_request& b) noexcept {
    return api::ids_of(a) == api::ids_of(b);
}

std::ostream& operator<<(std::ostream& out, const execute_sql_request& value) {
    return out << "execute_sql_request{" << snippet(value.cluster_id()) << ", "
               << value.sql().size() << " bytes}";
}

std::ostream& operator<<(std::ostream& out, const sql_result_request& value) {
    return api::print_ids(out, "sql_result_request", value);
}

} // namespace mrs

std::size_t std::hash<mrs::execute_sql_request>::operator()(
    const mrs::execute_sql_request& value) const noexcept {
    return mrs::core::hash_of(value.cluster_id(), value.sql(), value.database(),
                              value.archive_path());
}

std::size_t std::hash<mrs::sql_result_request>::operator()(
    const mrs::sql_result_request& value) const noexcept {
    return mrs::core::hash_of(value.cluster_id(), value.sql_id());
}
