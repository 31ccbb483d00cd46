// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_INPUT_FILE_STATE_HPP
#define MRS_CLI_INPUT_FILE_STATE_HPP

#include <cstdint>
#include <optional>
#include <string>
#include <sys/types.h>

namespace mrs::cli {

/// Which regular file there is, however its name is spelt, and in which state.
struct file_state {
    dev_t device = 0;
    ino_t node = 0;
    std::uint64_t size = 0;
    std::int64_t seconds = 0; ///< Of the last change.
    std::int64_t nanoseconds = 0;

    [[nodiscard]] bool same_file(const file_state& other) const noexcept {
        return device == other.device && node == other.node;
    }
    friend bool operator==(const file_state&, const file_state&) = default;
};

/// Nothing where there is none, or it is no regular file.
std::optional<file_state> state_of(int descriptor) noexcept;
std::optional<file_state> state_of(const std::string& name) noexcept;

/// The name behind all symbolic links, those too that lead to nothing yet.
std::string resolved(const std::string& name);

/// A text that two names share if and only if they name one file, be it there already or to be
/// made. Empty for what is no regular file, and where the directory is missing.
std::string file_key(const std::string& name);
std::string file_key(int descriptor);

} // namespace mrs::cli

#endif
