// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EXECUTE_SQL_HPP
#define MRS_EXECUTE_SQL_HPP

#include <mrs/detail/execution_ids.hpp>
#include <mrs/export.hpp>

#include <cstddef>
#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace mrs {

/// A statement may be as large as this; the gateway itself takes no body above 12 MB.
inline constexpr std::size_t max_sql_bytes = 1'048'576;

/// An answer with a result may be as large as this; a larger one ends with `errc::limit_exceeded`.
inline constexpr std::size_t max_sql_answer_bytes = 8'388'608;

/// A statement to submit.
///
/// @par Source
/// `POST /v2/{project_id}/clusters/{cluster_id}/sql-execution`
class execute_sql_request {
public:
    /// No statement; for containers and channels that need an empty value.
    execute_sql_request() = default;

    /// @param cluster_id the cluster's id, `[A-Za-z0-9_-]{1,64}`
    /// @param sql        one statement in UTF-8, at most `max_sql_bytes`, without a closing `;`
    ///
    /// Nothing is checked here: a call with what is outside these bounds ends with
    /// `errc::invalid_argument` before any byte is sent. What the statement says is the service's
    /// to judge.
    execute_sql_request(std::string cluster_id, std::string sql)
        : cluster_id_(std::move(cluster_id)), sql_(std::move(sql)) {}

    /// The database that it runs in. Default: the service's own, "default".
    execute_sql_request& database(std::string name) {
        database_ = std::move(name);
        return *this;
    }
    /// A path in OBS that receives the result of a select, such as "obs://bucket/path". Default:
    /// none.
    execute_sql_request& archive_path(std::string path) {
        archive_path_ = std::move(path);
        return *this;
    }
    /// The engine; no other is documented. Default: "presto".
    execute_sql_request& sql_type(std::string name) {
        sql_type_ = std::move(name);
        return *this;
    }

    /// @{
    /// What it was made with.
    [[nodiscard]] const std::string& cluster_id() const noexcept { return cluster_id_; }
    [[nodiscard]] const std::string& sql() const noexcept { return sql_; }
    [[nodiscard]] const std::string& database() const noexcept { return database_; }
    [[nodiscard]] const std::string& archive_path() const noexcept { return archive_path_; }
    [[nodiscard]] const std::string& sql_type() const noexcept { return sql_type_; }
    /// @}

    /// What is wrong with it, in a sentence that names the field; nothing where all is within its
    /// bounds. A call makes the same check.
    [[nodiscard]] MRS_EXPORT std::optional<std::string> problem() const;

private:
    std::string cluster_id_;
    std::string sql_;
    std::string database_;
    std::string archive_path_;
    std::string sql_type_ = "presto";
};

/// Whether both submit the same, to the same.
MRS_EXPORT bool operator==(const execute_sql_request& a, const execute_sql_request& b) noexcept;

/// Prints where it goes and how long the statement is, but never the statement.
MRS_EXPORT std::ostream& operator<<(std::ostream& out, const execute_sql_request& value);

/// Which execution to ask for.
///
/// @par Source
/// `GET /v2/{project_id}/clusters/{cluster_id}/sql-execution/{sql_id}`
class sql_result_request {
public:
    /// No execution; for containers and channels that need an empty value.
    sql_result_request() = default;

    /// The ids are bound as those of a `cancel_sql_request` are.
    sql_result_request(std::string_view cluster_id, std::string_view sql_id)
        : ids_(cluster_id, sql_id) {}

    /// @{
    /// What it was made with; valid as long as the request stays where it is and as it is.
    [[nodiscard]] std::string_view cluster_id() const noexcept { return ids_.cluster_id(); }
    [[nodiscard]] std::string_view sql_id() const noexcept { return ids_.sql_id(); }
    /// @}

    /// What is wrong with the ids, in a sentence that names the field; nothing where they are
    /// within their bounds. A call makes the same check.
    [[nodiscard]] MRS_EXPORT std::optional<std::string> problem() const;

private:
    detail::execution_ids ids_;
};

/// Whether both name the same execution.
MRS_EXPORT bool operator==(const sql_result_request& a, const sql_result_request& b) noexcept;

/// Prints its ids for logs: "sql_result_request{cluster, id}".
MRS_EXPORT std::ostream& operator<<(std::ostream& out, const sql_result_request& value);

} // namespace mrs

/// @cond
template<>
struct std::hash<mrs::execute_sql_request> {
    MRS_EXPORT std::size_t operator()(const mrs::execute_sql_request& value) const noexcept;
};
template<>
struct std::hash<mrs::sql_result_request> {
    MRS_EXPORT std::size_t operator()(const mrs::sql_result_request& value) const noexcept;
};
/// @endcond

#endif
