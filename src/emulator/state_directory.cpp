// SPDX-License-Identifier: BSL-1.0
#include "state_directory.hpp"

#include <cerrno>
#include <cstdlib>
#include <system_error>
#include <unistd.h>

namespace mrs_emulator {
namespace {

[[noreturn]] void fail(const std::filesystem::path& path) {
    throw std::system_error(errno, std::generic_category(), path.string());
}

std::filesystem::path make_temporary() {
    std::string path = std::filesystem::temp_directory_path() / "mrs-emulator-XXXXXX";
    if (mkdtemp(path.data()) == nullptr)
        fail(path);
    return path;
}

class unique_descriptor {
public:
    explicit unique_descriptor(int descriptor) : descriptor_(descriptor) {}
    unique_descriptor(const unique_descriptor&) = delete;
    unique_descriptor& operator=(const unique_descriptor&) = delete;
    ~unique_descriptor() { close(descriptor_); }

    bool write_all(std::string_view content) const {
        while (!content.empty()) {
            const ssize_t written = ::write(descriptor_, content.data(), content.size());
            if (written < 0)
                return false;
            content.remove_prefix(static_cast<std::size_t>(written));
        }
        return fsync(descriptor_) == 0;
    }

private:
    int descriptor_;
};

} // namespace

state_directory::state_directory(const std::filesystem::path& path)
    : path_(path.empty() ? make_temporary() : std::filesystem::absolute(path)),
      temporary_(path.empty()) {
    if (!temporary_)
        std::filesystem::create_directories(path_);
}

state_directory::~state_directory() {
    if (temporary_) {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
}

std::filesystem::path state_directory::write(const std::string& name,
                                             std::string_view content) const {
    std::filesystem::path path = path_ / name;
    std::string partial = path.string() + ".XXXXXX";
    // mkstemp makes the file readable by its owner alone.
    const int descriptor = mkstemp(partial.data());
    if (descriptor < 0)
        fail(partial);
    const unique_descriptor file(descriptor);
    if (!file.write_all(content) || rename(partial.c_str(), path.c_str()) != 0) {
        const int cause = errno;
        unlink(partial.c_str());
        errno = cause;
        fail(path);
    }
    return path;
}

} // namespace mrs_emulator
