// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_CLI_INPUT_SCRATCH_DIRECTORY_HPP
#define MRS_TEST_CLI_INPUT_SCRATCH_DIRECTORY_HPP

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace mrs::cli {

/// A directory of a test's own, which goes with it.
class scratch_directory {
public:
    scratch_directory()
        : path_((std::filesystem::temp_directory_path() / "mrs-cancel-test-XXXXXX").string()) {
        BOOST_REQUIRE(::mkdtemp(path_.data()) != nullptr);
    }
    ~scratch_directory() { std::filesystem::remove_all(path_); }
    scratch_directory(const scratch_directory&) = delete;
    scratch_directory& operator=(const scratch_directory&) = delete;

    const std::string& path() const { return path_; }

    /// Makes a file, and returns its path.
    std::string file(std::string_view name, std::string_view content) const {
        std::string path = path_ + '/' + std::string(name);
        std::ofstream(path, std::ios::binary) << content;
        return path;
    }

private:
    std::string path_;
};

} // namespace mrs::cli

#endif
