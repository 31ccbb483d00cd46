// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_STATE_DIRECTORY_HPP
#define MRS_EMULATOR_STATE_DIRECTORY_HPP

#include <filesystem>
#include <string>
#include <string_view>

namespace mrs_emulator {

/// Where the emulator keeps its files: a directory that the user names, or one of its own that goes
/// away with the object.
class state_directory {
public:
    /// Makes a fresh temporary directory if `path` is empty.
    explicit state_directory(const std::filesystem::path& path);
    state_directory(const state_directory&) = delete;
    state_directory& operator=(const state_directory&) = delete;
    ~state_directory();

    /// Puts a file there that only its owner can read, whole or not at all; returns its path.
    [[nodiscard]] std::filesystem::path write(const std::string& name,
                                              std::string_view content) const;

private:
    std::filesystem::path path_;
    bool temporary_;
};

} // namespace mrs_emulator

#endif
