// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_OUTPUT_FAILED_ROW_HPP
#define MRS_CLI_OUTPUT_FAILED_ROW_HPP

#include "cli/input/row_parser.hpp"

#include <string>
#include <string_view>

namespace mrs::cli {

/// How a file of failed ids is written: as the command reads it that wrote it.
struct failed_form {
    row_format format = row_format::lines;
    field_names fields;       ///< As the command names them; otherwise the ids' is to be filled in.
    std::string cluster;      ///< The command's own, of rows that name none.
    bool format_told = false; ///< The command names the format, and so will the one that reads.
};

/// What the file begins with.
std::string failed_header(const failed_form& form);

/// An id's row with its end; empty where the format cannot hold the id, so that another would be
/// read back.
std::string to_failed_row(const failed_form& form, std::string_view cluster, std::string_view id);

/// What becomes of a refused row when it is read back as it stands.
enum class read_back {
    refused,      ///< The same.
    refused_last, ///< The same, but what follows would be taken for a part of it.
    changed,      ///< It would be taken for an id, or not be noticed.
};

/// @param text of a row in the form's format, without its end
read_back read_again(const failed_form& form, std::string_view text);

} // namespace mrs::cli

#endif
