// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_OUTPUT_FAILED_ROW_HPP
#define MRS_CLI_OUTPUT_FAILED_ROW_HPP

#include <string>
#include <string_view>

namespace mrs::cli {

/// How a file of failed ids is written.
enum class failed_format { lines, csv, jsonl };

/// What a file's name asks for: csv for .csv, jsonl for .jsonl and .ndjson, lines otherwise.
failed_format failed_format_of(std::string_view name) noexcept;

/// What the file begins with.
std::string_view failed_header(failed_format format) noexcept;

/// An id's row with its end; empty where the format cannot hold the id, so that another would be
/// read back.
std::string to_failed_row(failed_format format, std::string_view cluster, std::string_view id);

} // namespace mrs::cli

#endif
