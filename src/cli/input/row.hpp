// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_INPUT_ROW_HPP
#define MRS_CLI_INPUT_ROW_HPP

#include "cli/input/row_parser.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace mrs::cli {

/// What one row of an input asks for.
struct row {
    std::string id;
    std::string cluster;    ///< Empty for the command's own.
    std::uint64_t line = 0; ///< Where it begins in its source, counted from 1.

    friend bool operator==(const row&, const row&) = default;
};

/// A row that cannot be worked with.
struct bad_row {
    std::string place;                     ///< Such as "ids.txt, line 7" or "argument 2".
    std::string why;                       ///< Without a full stop.
    row_format format = row_format::lines; ///< Of its source; an argument is a line.
    std::optional<std::string> text;       ///< As it stands there, but for one that is too long.
};

} // namespace mrs::cli

#endif
