// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_SUPPORT_TEMPORARY_FILE_HPP
#define MRS_TEST_SUPPORT_TEMPORARY_FILE_HPP

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

/// A directory for as long as this lives, with one file in it that a test may write.
class temporary_file {
public:
    temporary_file() {
        std::string pattern = std::filesystem::temp_directory_path() / "mrs-test-XXXXXX";
        BOOST_TEST_REQUIRE(::mkdtemp(pattern.data()) != nullptr);
        directory_ = pattern;
    }
    temporary_file(const temporary_file&) = delete;
    temporary_file& operator=(const temporary_file&) = delete;
    ~temporary_file() {
        std::error_code ignored;
        std::filesystem::remove_all(directory_, ignored);
    }

    /// Replaces the file, as an orchestrator does: the new one takes the old one's name.
    void write(const std::string& text) const {
        const auto fresh = directory_ / "fresh";
        std::ofstream(fresh, std::ios::binary) << text;
        std::filesystem::rename(fresh, path());
    }
    void remove() const { std::filesystem::remove(path()); }
    [[nodiscard]] std::string path() const { return directory_ / "file"; }
    [[nodiscard]] std::string directory() const { return directory_; }

private:
    std::filesystem::path directory_;
};

#endif
