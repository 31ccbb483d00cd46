// SPDX-License-Identifier: BSL-1.0
#include "cli/run/file_uses.hpp"

#include "cli/base/environment.hpp"
#include "cli/input/file_state.hpp"

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace mrs::cli {

namespace {

/// Files that the client reads if their variables are set.
constexpr const char* files_in_environment[] = {"MRS_AUTH_TOKEN_FILE",
                                                "HUAWEICLOUD_SDK_CREDENTIALS_FILE",
                                                "HC_CONTAINER_AUTHORIZATION_TOKEN_FILE"};

class collection {
public:
    void add(file_purpose purpose, const std::string& name, std::string key) {
        if (!key.empty())
            uses_.push_back({purpose, name, std::move(key)});
    }
    void add_file(file_purpose purpose, const std::string& name, const std::string& file) {
        if (!file.empty())
            add(purpose, name, file_key(file));
    }
    std::vector<file_use> take() { return std::move(uses_); }

private:
    std::vector<file_use> uses_;
};

bool agree(file_purpose one, file_purpose other) noexcept {
    using enum file_purpose;
    if (one == other)
        return one == input || one == setting || one == stream;
    return std::min(one, other) == input && std::max(one, other) == failed;
}

} // namespace

std::vector<file_use> file_uses(const options& chosen) {
    using enum file_purpose;
    collection all;
    all.add_file(setting, "--config", chosen.config);
    all.add_file(setting, "--token-file", chosen.token_file);
    all.add_file(setting, "--password-file", chosen.password_file);
    all.add_file(setting, "--ca-file", chosen.ca_file);
    for (const char* const name : files_in_environment)
        all.add_file(setting, name, environment(name));
    for (const std::string& file : chosen.files)
        if (file == "-")
            all.add(input, "standard input", file_key(STDIN_FILENO));
        else
            all.add_file(input, "--file " + file, file);
    all.add_file(failed, "--failed-file", chosen.failed_file);
    all.add_file(journal, "--journal", chosen.journal);
    all.add(stream, "standard output", file_key(STDOUT_FILENO));
    all.add(stream, "standard error", file_key(STDERR_FILENO));
    return all.take();
}

std::string clash(const std::vector<file_use>& uses) {
    for (std::size_t one = 0; one < uses.size(); ++one)
        for (std::size_t other = 0; other < one; ++other)
            if (uses[one].key == uses[other].key && !agree(uses[one].purpose, uses[other].purpose))
                return uses[other].name + " and " + uses[one].name + " are one file";
    return {};
}

std::string name_beside(const std::string& file, const std::vector<file_use>& uses) {
    const auto is_free = [&uses](const std::string& name) {
        std::error_code ec;
        const auto there = std::filesystem::symlink_status(name, ec);
        const std::string key = file_key(name);
        return (!exists(there) || is_regular_file(there)) &&
               std::none_of(uses.begin(), uses.end(),
                            [&key](const file_use& one) { return one.key == key; });
    };
    std::string name = file + ".failed";
    while (!is_free(name))
        name += ".failed";
    return name;
}

} // namespace mrs::cli
