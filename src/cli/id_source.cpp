// SPDX-License-Identifier: BSL-1.0
#include "cli/id_source.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <unistd.h>
#include <utility>

namespace mrs::cli {

id_source::id_source(std::vector<std::string> ids) : given_(std::move(ids)) {
    std::reverse(given_.begin(), given_.end());
}

std::optional<std::string> id_source::next() {
    if (given_.empty())
        return lines_.next();
    std::string id = std::move(given_.back());
    given_.pop_back();
    return id;
}

void id_source::read() {
    std::array<char, 16384> block;
    const ssize_t size = ::read(descriptor_, block.data(), block.size());
    if (size > 0) {
        lines_.feed({block.data(), static_cast<std::size_t>(size)});
        return;
    }
    if (size < 0 && (errno == EINTR || errno == EAGAIN))
        return;
    if (size < 0)
        error_.assign(errno, boost::system::system_category());
    // A line that was cut off by an error may be another id's beginning.
    if (size == 0)
        lines_.finish();
    descriptor_ = -1;
}

bool id_source::ended() const noexcept {
    return given_.empty() && lines_.empty() && descriptor_ < 0;
}

} // namespace mrs::cli
