// SPDX-License-Identifier: BSL-1.0
#include "cli/journal/record.hpp"

#include "cli/output/figures.hpp"
#include "cli/output/outcome_json.hpp"

#include <boost/algorithm/hex.hpp>
#include <boost/crc.hpp>
#include <boost/json/array.hpp>
#include <boost/json/monotonic_resource.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value_to.hpp>

#include <array>
#include <cstdio>
#include <iterator>

namespace mrs::cli {

namespace json = boost::json;

namespace {

constexpr std::string_view header_begins = R"({"journal":"mrs-cancel","version":)";

/// Before the eight digits of a line's checksum, and behind them.
constexpr std::string_view seal_begins = R"(,"crc32":")";
constexpr std::string_view seal_ends = "\"}";
constexpr std::size_t seal_size = seal_begins.size() + 8 + seal_ends.size();

/// Any byte that is changed changes it: CRC-32, as zlib and gzip have it.
std::string seal_of(std::string_view text) {
    boost::crc_32_type sum;
    sum.process_bytes(text.data(), text.size());
    std::array<char, 9> digits{};
    static_cast<void>(std::snprintf(digits.data(), digits.size(), "%08lx",
                                    static_cast<unsigned long>(sum.checksum())));
    return std::string(seal_begins) + digits.data() + std::string(seal_ends);
}

/// @param object with at least one field
std::string sealed(std::string object) {
    object.pop_back();
    object += seal_of(object);
    return object + "\n";
}

bool is_sealed(std::string_view line) {
    if (line.ends_with('\n'))
        line.remove_suffix(1);
    if (line.size() < seal_size)
        return false;
    return line.substr(line.size() - seal_size) == seal_of(line.substr(0, line.size() - seal_size));
}

json::value parsed(std::string_view line, json::storage_ptr memory = {}) {
    boost::system::error_code ec;
    json::value value = json::parse(line, ec, std::move(memory));
    return ec ? json::value() : value;
}

std::optional<std::string_view> text_of(const json::object& fields, std::string_view name) {
    const json::value* const value = fields.if_contains(name);
    const json::string* const text = value != nullptr ? value->if_string() : nullptr;
    if (text == nullptr)
        return std::nullopt;
    return std::string_view(*text);
}

std::optional<job> job_of(const json::value* fields) {
    const json::array* const list = fields != nullptr ? fields->if_array() : nullptr;
    if (list == nullptr)
        return std::nullopt;
    std::vector<job::field> found;
    for (const json::value& one : *list) {
        const json::array* const pair = one.if_array();
        if (pair == nullptr || pair->size() != 2 || !(*pair)[0].is_string() ||
            !(*pair)[1].is_string())
            return std::nullopt;
        found.emplace_back((*pair)[0].get_string(), (*pair)[1].get_string());
    }
    return job(std::move(found));
}

outcome_kind kind_of(const json::object& fields) {
    const auto word = text_of(fields, "outcome");
    if (word == "SUCCEED")
        return outcome_kind::succeeded;
    if (word == "FAILED")
        return outcome_kind::failed;
    if (word == "ERROR" && text_of(fields, "error") == error_name(errc::sql_not_found))
        return outcome_kind::unknown;
    return outcome_kind::unanswered;
}

/// The id's own bytes.
std::optional<std::string> id_of(const json::object& fields) {
    const auto hex = text_of(fields, "id_hex");
    const auto id = text_of(fields, "id");
    if (!hex || !id)
        return id ? std::optional<std::string>(*id) : std::nullopt;
    std::string bytes;
    try {
        boost::algorithm::unhex(*hex, std::back_inserter(bytes));
    } catch (const boost::algorithm::hex_decode_error&) {
        return std::nullopt;
    }
    return bytes;
}

} // namespace

std::string to_header(const job& of) {
    json::array fields;
    for (const auto& [name, value] : of.fields())
        fields.push_back(json::array{name, value});
    json::object header;
    header.emplace("journal", "mrs-cancel");
    header.emplace("version", journal_version);
    header.emplace("job", std::move(fields));
    return sealed(json::serialize(header));
}

std::string to_record(const outcome& one, std::chrono::system_clock::time_point now) {
    return sealed(to_json(one, utc_text(now)));
}

std::string to_mark(const line_ranges& printed) {
    json::array ranges;
    for (const auto& [first, last] : printed)
        ranges.push_back(json::array{first, last});
    json::object mark;
    mark.emplace("printed", std::move(ranges));
    return sealed(json::serialize(mark));
}

std::optional<journal_header> parse_header(std::string_view line) {
    const json::value value = parsed(line);
    const json::object* const fields = value.if_object();
    if (fields == nullptr || text_of(*fields, "journal") != "mrs-cancel")
        return std::nullopt;
    const json::value* const version = fields->if_contains("version");
    if (version == nullptr || !version->is_int64())
        return std::nullopt;
    journal_header header;
    header.version = version->get_int64();
    // What another version has is its own affair.
    if (header.version != journal_version)
        return header;
    if (!is_sealed(line))
        return std::nullopt;
    auto of = job_of(fields->if_contains("job"));
    if (!of)
        return std::nullopt;
    header.of = std::move(*of);
    return header;
}

std::optional<journal_record> parse_record(std::string_view line) {
    if (!is_sealed(line))
        return std::nullopt;
    std::array<unsigned char, 4096> room;
    json::monotonic_resource memory(room.data(), room.size());
    const json::value value = parsed(line, &memory);
    const json::object* const fields = value.if_object();
    if (fields == nullptr)
        return std::nullopt;
    auto id = id_of(*fields);
    journal_record record;
    record.kind = kind_of(*fields);
    if (!id || !is_answer(record.kind))
        return std::nullopt;
    record.id = std::move(*id);
    const auto end = text_of(*fields, "end");
    record.ended = end == "stopped" || end == "had_ended";
    record.cluster = text_of(*fields, "cluster").value_or("");
    return record;
}

std::optional<line_ranges> parse_mark(std::string_view line) {
    if (!is_sealed(line))
        return std::nullopt;
    const json::value value = parsed(line);
    const json::object* const fields = value.if_object();
    const json::value* const printed = fields != nullptr ? fields->if_contains("printed") : nullptr;
    if (printed == nullptr)
        return std::nullopt;
    const auto ranges = json::try_value_to<line_ranges>(*printed);
    return ranges ? std::optional(*ranges) : std::nullopt;
}

bool is_torn_header(std::string_view text) noexcept {
    const std::size_t common = std::min(text.size(), header_begins.size());
    return !text.ends_with('\n') && text.substr(0, common) == header_begins.substr(0, common);
}

} // namespace mrs::cli
