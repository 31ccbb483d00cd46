// SPDX-License-Identifier: BSL-1.0
#include "cli/output/failed_row.hpp"

#include "cli/base/utf8.hpp"
#include "cli/input/plain_id.hpp"

#include <mrs/cancel_sql.hpp>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

namespace mrs::cli {

namespace {

bool is_control(char c) noexcept {
    return static_cast<unsigned char>(c) < 0x20 || c == '\x7f';
}

bool is_blank(char c) noexcept {
    return c == ' ';
}

/// Whether a line is read back as what it was: no comment, nothing to trim or to end it early.
bool fits_a_line(std::string_view id) noexcept {
    return !id.empty() && id.front() != '#' && !is_blank(id.front()) && !is_blank(id.back()) &&
           !id.starts_with("\xef\xbb\xbf") && std::none_of(id.begin(), id.end(), is_control);
}

std::string in_quotes(std::string_view text) {
    std::string out = "\"";
    for (const char c : text)
        out += c == '"' ? "\"\"" : std::string(1, c);
    return out + "\"";
}

std::string id_field(const failed_form& form) {
    return form.fields.id.empty() ? "sql_id" : form.fields.id;
}

/// Empty where the name is the ids' already: then all are of the command's own cluster.
std::string cluster_field(const failed_form& form) {
    const std::string name = form.fields.cluster.empty() ? "cluster" : form.fields.cluster;
    return name == id_field(form) ? std::string() : name;
}

/// Quoted where it needs it.
std::string column(const std::string& name) {
    constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                       "0123456789_-";
    return name.find_first_not_of(plain) == std::string::npos ? name : in_quotes(name);
}

std::string to_record(const failed_form& form, std::string_view cluster, std::string_view id) {
    std::string record = in_quotes(id);
    if (!cluster_field(form).empty())
        record += "," + in_quotes(cluster);
    return record + "\n";
}

std::string to_object(const failed_form& form, std::string_view cluster, std::string_view id) {
    const std::string name = id_field(form);
    if (!is_utf8(id) || !is_utf8(name))
        return {};
    boost::json::object fields;
    fields.emplace(name, id);
    if (const std::string other = cluster_field(form); !other.empty())
        fields.emplace(as_utf8(other), as_utf8(cluster));
    return boost::json::serialize(fields) + "\n";
}

/// What a run would make of rows.
class reader final : public row_sink {
public:
    explicit reader(const failed_form& form) : form_(form) {}

    void take(std::string_view id, std::string_view cluster, std::uint64_t) override {
        const bool bad =
            cancel_sql_request(cluster.empty() ? form_.cluster : cluster, id).problem() ||
            (!form_.format_told && !why_no_id(id).empty());
        ++(bad ? refused : taken);
    }
    void refuse(std::uint64_t, std::string) override { ++refused; }

    int taken = 0;
    int refused = 0;

private:
    const failed_form& form_;
};

reader read(const failed_form& form, std::string_view rows) {
    reader found(form);
    const auto parser =
        make_row_parser({form.format, form.format_told}, {id_field(form), form.fields.cluster});
    parser->feed(failed_header(form), found);
    parser->feed(rows, found);
    parser->finish(found);
    return found;
}

} // namespace

std::string failed_header(const failed_form& form) {
    if (form.format != row_format::csv)
        return {};
    const std::string cluster = cluster_field(form);
    return column(id_field(form)) + (cluster.empty() ? "" : "," + column(cluster)) + "\n";
}

std::string to_failed_row(const failed_form& form, std::string_view cluster, std::string_view id) {
    if (form.format == row_format::jsonl)
        return to_object(form, cluster, id);
    if (!fits_a_line(id))
        return {};
    if (form.format == row_format::csv)
        return to_record(form, cluster, id);
    return std::string(id) + "\n";
}

read_back read_again(const failed_form& form, std::string_view text) try {
    const std::string row = std::string(text) + "\n";
    const reader alone = read(form, row);
    if (alone.taken != 0 || alone.refused == 0)
        return read_back::changed;
    const reader followed = read(form, row + to_failed_row(form, "c", "next"));
    return followed.taken == 1 && followed.refused == alone.refused ? read_back::refused
                                                                    : read_back::refused_last;
} catch (const input_error&) {
    return read_back::changed;
}

} // namespace mrs::cli
