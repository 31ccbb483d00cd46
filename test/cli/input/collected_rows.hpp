// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_CLI_INPUT_COLLECTED_ROWS_HPP
#define MRS_TEST_CLI_INPUT_COLLECTED_ROWS_HPP

#include "cli/input/row_parser.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mrs::cli {

/// What a parser makes of a text, each row as one line: "LINE id", "LINE id @cluster", or
/// "LINE !why"; notes, and the error that ended it, as "error why".
class collected_rows final : public row_sink {
public:
    void take(std::string_view id, std::string_view cluster, std::uint64_t line) override {
        std::string text = std::to_string(line) + ' ' + std::string(id);
        if (!cluster.empty())
            text += " @" + std::string(cluster);
        list.push_back(std::move(text));
    }
    void refuse(std::uint64_t line, std::string why) override {
        list.push_back(std::to_string(line) + " !" + why);
    }
    void lose_lines() override { list.emplace_back("lines are lost"); }
    void note(std::string_view text) override { list.push_back("note " + std::string(text)); }

    std::vector<std::string> list;
};

using rows = std::vector<std::string>;

/// The rows of a text that comes in blocks of some size, the first one of another.
inline rows rows_of(format_choice format, std::string_view text, const field_names& fields = {},
                    std::size_t first = 65536, std::size_t size = 65536) {
    collected_rows found;
    try {
        const auto parser = make_row_parser(format, fields);
        std::size_t next = first;
        while (!text.empty()) {
            parser->feed(text.substr(0, next), found);
            text.remove_prefix(std::min(next, text.size()));
            next = size;
        }
        parser->finish(found);
    } catch (const input_error& error) {
        found.list.push_back("error " + std::string(error.what()));
    }
    return found.list;
}

} // namespace mrs::cli

#endif
