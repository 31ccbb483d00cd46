// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_TEST_SECRET_FILE_HPP
#define MRS_EMULATOR_TEST_SECRET_FILE_HPP

#include <filesystem>
#include <fstream>
#include <string>
#include <unistd.h>

namespace mrs_emulator::test {

/// A file in the temporary directory that goes away with the object.
struct secret_file {
    explicit secret_file(const std::string& content)
        : path((std::filesystem::temp_directory_path() /
                ("mrs-emulator-secret-" + std::to_string(getpid()) + '-' + std::to_string(++made)))
                   .string()) {
        std::ofstream(path) << content;
    }
    secret_file(const secret_file&) = delete;
    secret_file& operator=(const secret_file&) = delete;
    ~secret_file() { std::filesystem::remove(path); }

    std::string path;

private:
    inline static int made = 0;
};

} // namespace mrs_emulator::test

#endif
