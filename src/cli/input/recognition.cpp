// SPDX-License-Identifier: BSL-1.0
#include "cli/input/recognition.hpp"

#include "core/text.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace mrs::cli {

namespace {

using namespace std::string_view_literals;

/// Bytes that no text begins with, and the way to make text of what does.
struct signature {
    std::string_view bytes;
    const char* meaning;
};

constexpr std::array<signature, 11> signatures{{
    {"\x1f\x8b"sv, "it is compressed with gzip: zcat FILE | mrs-cancel -"},
    {"\x28\xb5\x2f\xfd"sv, "it is compressed with zstd: zstdcat FILE | mrs-cancel -"},
    {"\xfd\x37zXZ\0"sv, "it is compressed with xz: xzcat FILE | mrs-cancel -"},
    {"\x04\x22\x4d\x18"sv, "it is compressed with LZ4: lz4cat FILE | mrs-cancel -"},
    {"BZh91AY&SY"sv, "it is compressed with bzip2: bzcat FILE | mrs-cancel -"},
    {"PK\x03\x04"sv, "it is a ZIP archive or a spreadsheet: unpack it, or save it as CSV"},
    // In this order: one begins as another.
    {"\xff\xfe\0\0"sv, "it is UTF-32: iconv -f UTF-32 -t UTF-8 FILE | mrs-cancel -"},
    {"\0\0\xfe\xff"sv, "it is UTF-32: iconv -f UTF-32 -t UTF-8 FILE | mrs-cancel -"},
    {"\xff\xfe"sv, "it is UTF-16: iconv -f UTF-16 -t UTF-8 FILE | mrs-cancel -"},
    {"\xfe\xff"sv, "it is UTF-16: iconv -f UTF-16 -t UTF-8 FILE | mrs-cancel -"},
    {"\x89PNG\r"sv, "it is a picture"},
}};

/// Whether the bytes at even or odd places, and no others, are NUL.
bool nul_at(std::string_view text, std::size_t remainder) noexcept {
    for (std::size_t at = 0; at < text.size(); ++at)
        if ((text[at] == '\0') != (at % 2 == remainder))
            return false;
    return text.size() > 1;
}

/// UTF-16 without a mark. A LF, which the line lacks, is one of two bytes.
void check_utf_16(std::string_view line, bool cut) {
    if (nul_at(line, 1) && (cut || line.size() % 2 == 0))
        throw input_error("it is UTF-16: iconv -f UTF-16LE -t UTF-8 FILE | mrs-cancel -");
    if (nul_at(line, 0) && (cut || line.size() % 2 == 1))
        throw input_error("it is UTF-16: iconv -f UTF-16BE -t UTF-8 FILE | mrs-cancel -");
}

void check_text(std::string_view begin) {
    for (const signature& one : signatures)
        if (begin.starts_with(one.bytes))
            throw input_error(one.meaning);
}

/// Whether a line names the column of the ids, with such a mark between the columns.
bool is_header(std::string_view line, char mark, const field_names& fields) {
    for (;;) {
        const std::size_t end = std::min(line.find(mark), line.size());
        std::string_view name = core::trimmed(line.substr(0, end));
        if (name.size() > 1 && name.front() == '"' && name.back() == '"')
            name = name.substr(1, name.size() - 2);
        const bool usual = fields.id.empty() && (name == "sql_id" || name == "id");
        if (usual || (!fields.id.empty() && name == fields.id))
            return true;
        if (end == line.size())
            return false;
        line.remove_prefix(end + 1);
    }
}

/// What a line of what its name tells to be lines is.
row_format format_of_line(std::string_view line, const field_names& fields) {
    if (line.starts_with('[') && !is_header(line, ',', fields))
        throw input_error(
            "it begins as a JSON array: jq -c '.[]' FILE | mrs-cancel --format jsonl -"
            " for objects, jq -r '.[]' FILE | mrs-cancel - for strings; --format"
            " lines takes it as it is");
    if (line.starts_with('{') && !line.ends_with('}'))
        throw input_error("it begins as JSON with an object of many lines: jq -c . FILE |"
                          " mrs-cancel --format jsonl -; --format lines takes it as it is");
    if (line.starts_with('{'))
        return row_format::jsonl;
    if (is_header(line, ',', fields))
        return row_format::csv;
    if (is_header(line, ';', fields) || is_header(line, '\t', fields))
        throw input_error("it begins as CSV without commas, which alone are read between columns;"
                          " --format lines takes it as it is");
    return row_format::lines;
}

/// A line's end, or nothing where it is not there yet.
std::optional<std::size_t> end_of_line(std::string_view text, bool cut) noexcept {
    const auto end = text.find('\n');
    if (end != text.npos)
        return end;
    return cut ? std::optional(text.size()) : std::nullopt;
}

/// Nothing where there is none yet, an empty one where there is none at all.
std::optional<std::string_view> first_line(std::string_view text, bool cut) {
    for (;;) {
        const auto end = end_of_line(text, cut);
        if (!end)
            return std::nullopt;
        const std::string_view line = text.substr(0, *end);
        const std::string_view content = core::trimmed(line);
        if (*end == text.size() || (!content.empty() && content.front() != '#'))
            return line;
        text.remove_prefix(*end + 1);
    }
}

} // namespace

std::optional<row_format> recognise(std::string_view begin, bool whole, format_choice by,
                                    const field_names& fields) {
    const bool cut = whole || begin.size() >= most_to_recognise;
    begin = begin.substr(0, most_to_recognise);
    const auto line = first_line(begin, cut);
    if (!line)
        return std::nullopt;
    check_text(begin);
    const bool unended = line->data() + line->size() == begin.data() + begin.size();
    check_utf_16(*line, unended);
    if (unended && core::trimmed(*line).find('\r') != std::string_view::npos)
        throw input_error("its lines end with CR alone: tr '\\r' '\\n' <FILE | mrs-cancel -");
    if (by.told)
        return by.format;
    if (line->find('\0') != std::string_view::npos)
        throw input_error("it is no text");
    if (by.format == row_format::csv)
        return by.format;
    const std::string_view content = core::trimmed(*line);
    if (by.format == row_format::jsonl && !content.starts_with('['))
        return by.format;
    return content.starts_with('#') ? by.format : format_of_line(content, fields);
}

} // namespace mrs::cli
