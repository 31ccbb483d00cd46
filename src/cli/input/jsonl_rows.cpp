// SPDX-License-Identifier: BSL-1.0
#include "cli/input/jsonl_rows.hpp"

#include "core/json_fields.hpp"

#include <string>

namespace mrs::cli {

namespace {

std::string problem(const core::json_fields& object, std::size_t at, std::string_view name,
                    const std::string& names) {
    return object.has_outer(at) ? std::string(name) + " is not a string"
                                : "the object has no " + names;
}

} // namespace

void jsonl_rows::feed(std::string_view block, row_sink& rows) {
    lines_.feed(block, [&](const text_line& line) { handle(line, rows); });
}

void jsonl_rows::finish(row_sink& rows) {
    lines_.finish([&](const text_line& line) { handle(line, rows); });
}

void jsonl_rows::handle(const text_line& line, row_sink& rows) const {
    if (line.too_long)
        rows.refuse(line.number, "the line is longer than 64 KiB");
    else if (!line.text.empty())
        read_object(line, rows);
}

void jsonl_rows::read_object(const text_line& line, row_sink& rows) const {
    rows.row_text(line.text);
    const std::vector<std::string_view> wanted = names();
    core::json_fields object(wanted, core::json_fields::reach::outer);
    if (!object.parse(line.text, max_depth)) {
        rows.refuse(line.number, "the line " + object.why());
        return;
    }
    const std::size_t id = fields_.id.empty() && !object.has_outer(0) ? 1 : 0;
    if (object.has_outer(id))
        rows.id_field(wanted[id]);
    // Of sql_id and id one alone is the id.
    if (object.has_others() || (fields_.id.empty() && object.has_outer(0) && object.has_outer(1)))
        rows.passed_over();
    if (!object.outer_is_string(id)) {
        rows.refuse(line.number, problem(object, id, wanted[id],
                                         fields_.id.empty() ? "sql_id or id" : fields_.id));
    } else if (fields_.cluster.empty()) {
        rows.take(*object.outer(id), {}, line.number);
    } else {
        const std::size_t cluster = wanted.size() - 1;
        if (object.outer_is_string(cluster))
            rows.take(*object.outer(id), *object.outer(cluster), line.number);
        else
            rows.refuse(line.number, problem(object, cluster, fields_.cluster, fields_.cluster));
    }
}

/// The id's names first, the cluster's last.
std::vector<std::string_view> jsonl_rows::names() const {
    std::vector<std::string_view> names{"sql_id", "id"};
    if (!fields_.id.empty())
        names = {fields_.id};
    if (!fields_.cluster.empty())
        names.emplace_back(fields_.cluster);
    return names;
}

} // namespace mrs::cli
