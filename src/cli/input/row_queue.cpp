// SPDX-License-Identifier: BSL-1.0
#include "cli/input/row_queue.hpp"

#include <algorithm>
#include <cstddef>
#include <string>

namespace mrs::cli {

namespace {

/// Before each row; its id and its cluster follow.
struct row_head {
    std::uint64_t line;
    std::uint32_t id_size;
    std::uint32_t cluster_size;
};

void take(std::deque<char>& from, void* to, std::size_t size) {
    const auto end = from.begin() + static_cast<std::ptrdiff_t>(size);
    std::copy(from.begin(), end, static_cast<char*>(to));
    from.erase(from.begin(), end);
}

} // namespace

void row_queue::push(const row& last) {
    const row_head head{last.line, static_cast<std::uint32_t>(last.id.size()),
                        static_cast<std::uint32_t>(last.cluster.size())};
    std::string text(reinterpret_cast<const char*>(&head), sizeof head);
    text += last.id;
    text += last.cluster;
    bytes_.insert(bytes_.end(), text.begin(), text.end());
}

std::optional<row> row_queue::pop() {
    if (bytes_.empty())
        return std::nullopt;
    row_head head{};
    take(bytes_, &head, sizeof head);
    row first;
    first.id.resize(head.id_size);
    take(bytes_, first.id.data(), head.id_size);
    first.cluster.resize(head.cluster_size);
    take(bytes_, first.cluster.data(), head.cluster_size);
    first.line = head.line;
    return first;
}

} // namespace mrs::cli
