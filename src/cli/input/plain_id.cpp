// SPDX-License-Identifier: BSL-1.0
#include "cli/input/plain_id.hpp"

#include "cli/base/escape.hpp"
#include "cli/base/utf8.hpp"

#include <array>
#include <cstddef>

namespace mrs::cli {

namespace {

/// Those of the service have letters, digits and _; a UUID has - too.
constexpr std::size_t longest = 256;

struct sign {
    std::string_view characters;
    const char* name;
};

constexpr std::array<sign, 4> signs{{
    {" \t", "a blank"},
    {",;|", "a mark between columns"},
    {"\"'`", "a quotation mark"},
    {"{}[]()<>", "a bracket"},
}};

} // namespace

std::string why_no_id(std::string_view text) {
    std::string why;
    for (const sign& one : signs)
        if (text.find_first_of(one.characters) != text.npos)
            why = std::string("has ") + one.name;
    if (text.size() > longest)
        why = "is longer than " + std::to_string(longest) + " bytes";
    else if (!is_utf8(text))
        why = "is not UTF-8";
    else if (why.empty() && has_invisible(text))
        why = "has a character that is not seen";
    return why.empty() ? why
                       : "it " + why + ", so that it is no id; with --format it is taken as it is";
}

} // namespace mrs::cli
