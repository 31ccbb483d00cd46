// SPDX-License-Identifier: BSL-1.0
#include "core/values.hpp"

#include "core/text.hpp"

#include <mrs/cancel_sql.hpp>
#include <mrs/cancel_wait.hpp>
#include <mrs/execute_sql.hpp>
#include <mrs/sql_execution.hpp>

#include <ostream>
#include <string_view>
#include <tuple>

// How requests and results are compared, found in tables and printed. What is printed goes to logs:
// a peer's text is escaped, and neither a statement nor a row is in it.

namespace mrs {

namespace {

template<typename Request>
auto ids_of(const Request& request) {
    return std::tuple(request.cluster_id(), request.sql_id());
}

template<typename Request>
std::ostream& print_ids(std::ostream& out, std::string_view name, const Request& request) {
    return out << name << '{' << snippet(request.cluster_id()) << ", " << snippet(request.sql_id())
               << '}';
}

template<typename Result>
auto exchange_of(const Result& result) {
    return std::tuple(result.http_status(), std::string_view(result.request_id()),
                      result.attempts(), result.elapsed());
}

/// A result's own words, or why there is none.
template<typename Result>
std::ostream& print(std::ostream& out, std::string_view what, const Result& result) {
    if (result.info())
        return out << snippet(result.info()->to_string(), 2048);
    out << what;
    if (!result.message().empty())
        out << ": " << snippet(result.message());
    return out;
}

} // namespace

bool operator==(const cancel_sql_request& a, const cancel_sql_request& b) noexcept {
    return ids_of(a) == ids_of(b);
}

bool operator==(const sql_result_request& a, const sql_result_request& b) noexcept {
    return ids_of(a) == ids_of(b);
}

bool operator==(const execute_sql_request& a, const execute_sql_request& b) noexcept {
    return a.cluster_id() == b.cluster_id() && a.sql() == b.sql() && a.database() == b.database() &&
           a.archive_path() == b.archive_path() && a.sql_type() == b.sql_type();
}

bool operator==(const cancel_sql_result& a, const cancel_sql_result& b) noexcept {
    return a.status() == b.status() && a.message() == b.message() &&
           exchange_of(a) == exchange_of(b) && same_value(a.info(), b.info());
}

bool operator==(const sql_execution& a, const sql_execution& b) noexcept {
    return a.id() == b.id() && a.state() == b.state() && a.state_text() == b.state_text() &&
           a.message() == b.message() && a.statement() == b.statement() &&
           a.result_location() == b.result_location() && a.content() == b.content() &&
           exchange_of(a) == exchange_of(b) && same_value(a.info(), b.info());
}

bool operator==(const cancel_wait_result& a, const cancel_wait_result& b) noexcept {
    return a.outcome() == b.outcome() && a.state_before() == b.state_before() &&
           a.state() == b.state() && a.message() == b.message() && a.cancel() == b.cancel() &&
           a.queries() == b.queries() && a.elapsed() == b.elapsed() &&
           same_value(a.info(), b.info());
}

std::ostream& operator<<(std::ostream& out, const cancel_sql_request& value) {
    return print_ids(out, "cancel_sql_request", value);
}

std::ostream& operator<<(std::ostream& out, const sql_result_request& value) {
    return print_ids(out, "sql_result_request", value);
}

std::ostream& operator<<(std::ostream& out, const execute_sql_request& value) {
    return out << "execute_sql_request{" << snippet(value.cluster_id()) << ", "
               << value.sql().size() << " bytes}";
}

std::ostream& operator<<(std::ostream& out, const cancel_sql_result& value) {
    return print(out, to_string(value.status()), value);
}

std::ostream& operator<<(std::ostream& out, const sql_execution& value) {
    if (!value.id().empty())
        out << snippet(value.id()) << ' ';
    return print(out, to_string(value.state()), value);
}

std::ostream& operator<<(std::ostream& out, const cancel_wait_result& value) {
    return print(out, to_string(value.outcome()), value);
}

} // namespace mrs

using mrs::core::hash_of;

std::size_t std::hash<mrs::cancel_sql_request>::operator()(
    const mrs::cancel_sql_request& value) const noexcept {
    return hash_of(value.cluster_id(), value.sql_id());
}

std::size_t std::hash<mrs::sql_result_request>::operator()(
    const mrs::sql_result_request& value) const noexcept {
    return hash_of(value.cluster_id(), value.sql_id());
}

std::size_t std::hash<mrs::execute_sql_request>::operator()(
    const mrs::execute_sql_request& value) const noexcept {
    return hash_of(value.cluster_id(), value.sql(), value.database(), value.archive_path());
}

std::size_t
std::hash<mrs::cancel_sql_result>::operator()(const mrs::cancel_sql_result& value) const noexcept {
    return hash_of(value.status(), value.message(), value.request_id());
}

std::size_t
std::hash<mrs::sql_execution>::operator()(const mrs::sql_execution& value) const noexcept {
    return hash_of(value.id(), value.state(), value.message(), value.request_id());
}

std::size_t std::hash<mrs::cancel_wait_result>::operator()(
    const mrs::cancel_wait_result& value) const noexcept {
    return hash_of(value.outcome(), value.state(), value.message(), value.queries());
}
