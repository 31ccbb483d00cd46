// SPDX-License-Identifier: BSL-1.0
#include "cli/base/usage_error.hpp"
#include "cli/options/secret_file.hpp"

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>
#include <string>
#include <unistd.h>

using namespace mrs::cli;

namespace secret_file {
namespace {

class file_of {
public:
    explicit file_of(const std::string& content)
        : path_(std::filesystem::temp_directory_path() /
                ("mrs-cancel-secret-" + std::to_string(::getpid()))) {
        std::ofstream(path_, std::ios::binary) << content;
    }
    ~file_of() { std::filesystem::remove(path_); }
    file_of(const file_of&) = delete;
    file_of& operator=(const file_of&) = delete;

    std::string path() const { return path_.string(); }

private:
    std::filesystem::path path_;
};

std::string secret_in(const std::string& content) {
    const file_of file(content);
    return std::string(read_secret("--x", file.path()).reveal());
}

} // namespace
} // namespace secret_file

BOOST_AUTO_TEST_SUITE(secret_file)

BOOST_AUTO_TEST_CASE(in_a_file_loses_one_line_end) {
    BOOST_TEST(secret_in("abc") == "abc");
    BOOST_TEST(secret_in("abc\n") == "abc");
    BOOST_TEST(secret_in("abc\r\n") == "abc");
    BOOST_TEST(secret_in("abc\n\n") == "abc\n"); // which no token or password has
}

BOOST_AUTO_TEST_CASE(in_a_file_that_cannot_hold_one_is_refused) {
    BOOST_CHECK_THROW(secret_in(""), usage_error);
    BOOST_CHECK_THROW(secret_in("\r\n"), usage_error);
    BOOST_CHECK_THROW(secret_in(std::string(1 << 20, 'x')), usage_error);
    BOOST_CHECK_THROW(read_secret("--x", "/nowhere/secret"), usage_error);
    BOOST_CHECK_THROW(read_secret("--x", "/"), usage_error);
}

BOOST_AUTO_TEST_SUITE_END()
