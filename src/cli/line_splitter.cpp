// SPDX-License-Identifier: BSL-1.0
#include "cli/line_splitter.hpp"

#include <algorithm>
#include <utility>

namespace mrs::cli {

void line_splitter::feed(std::string_view block) {
    for (auto end = block.find('\n'); end != block.npos; end = block.find('\n')) {
        append(block.substr(0, end));
        finish();
        block.remove_prefix(end + 1);
    }
    append(block);
}

void line_splitter::append(std::string_view part) {
    unfinished_ += part.substr(0, std::min(part.size(), longest - unfinished_.size()));
}

void line_splitter::finish() {
    std::string line = std::exchange(unfinished_, {});
    if (line.ends_with('\r'))
        line.pop_back();
    if (line.find_first_not_of(" \t") != line.npos)
        lines_.push_back(std::move(line));
}

std::optional<std::string> line_splitter::next() {
    if (lines_.empty())
        return std::nullopt;
    std::string line = std::move(lines_.front());
    lines_.pop_front();
    return line;
}

} // namespace mrs::cli
