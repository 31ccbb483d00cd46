// SPDX-License-Identifier: BSL-1.0
#include "cli/input/file_state.hpp"

#include <filesystem>
#include <sys/stat.h>
#include <system_error>

namespace mrs::cli {

namespace {

namespace fs = std::filesystem;

std::optional<file_state> state_in(const struct stat& found) noexcept {
    if (!S_ISREG(found.st_mode))
        return std::nullopt;
    file_state state;
    state.device = found.st_dev;
    state.node = found.st_ino;
    state.size = static_cast<std::uint64_t>(found.st_size);
    state.seconds = found.st_mtim.tv_sec;
    state.nanoseconds = found.st_mtim.tv_nsec;
    return state;
}

std::string key_of(dev_t device, ino_t node) {
    return std::to_string(device) + ':' + std::to_string(node);
}

std::string key_of(const std::optional<file_state>& state) {
    return state ? key_of(state->device, state->node) : std::string();
}

/// Of a file that is to be made: its directory's, and its name there.
std::string future_key(const fs::path& path) {
    const fs::path parent = path.parent_path();
    struct stat found {};
    if (::stat(parent.empty() ? "." : parent.c_str(), &found) != 0)
        return {};
    return key_of(found.st_dev, found.st_ino) + '/' + path.filename().string();
}

} // namespace

std::optional<file_state> state_of(int descriptor) noexcept {
    struct stat found {};
    return ::fstat(descriptor, &found) == 0 ? state_in(found) : std::nullopt;
}

std::optional<file_state> state_of(const std::string& name) noexcept {
    struct stat found {};
    return ::stat(name.c_str(), &found) == 0 ? state_in(found) : std::nullopt;
}

std::string resolved(const std::string& name) {
    constexpr int most_links = 40;
    std::error_code ec;
    fs::path path = name;
    for (int link = 0; link < most_links && fs::is_symlink(path, ec); ++link) {
        const fs::path target = fs::read_symlink(path, ec);
        if (ec)
            break;
        path = path.parent_path() / target;
    }
    return path.string();
}

std::string file_key(const std::string& name) {
    std::error_code ec;
    if (fs::exists(name, ec))
        return key_of(state_of(name));
    return future_key(resolved(name));
}

std::string file_key(int descriptor) {
    return key_of(state_of(descriptor));
}

} // namespace mrs::cli
