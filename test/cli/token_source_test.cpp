// SPDX-License-Identifier: BSL-1.0
#include "cli/options/token_source.hpp"
#include "cli/options/usage_error.hpp"

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>
#include <string>
#include <unistd.h>

using namespace mrs::cli;

namespace {

class token_file {
public:
    explicit token_file(const std::string& content)
        : path_(std::filesystem::temp_directory_path() /
                ("mrs-cancel-token-" + std::to_string(::getpid()))) {
        std::ofstream(path_, std::ios::binary) << content;
    }
    ~token_file() { std::filesystem::remove(path_); }
    token_file(const token_file&) = delete;
    token_file& operator=(const token_file&) = delete;

    std::string path() const { return path_.string(); }

private:
    std::filesystem::path path_;
};

std::string token_in(const std::string& content) {
    const token_file file(content);
    return std::string(read_token(file.path()).reveal());
}

} // namespace

BOOST_AUTO_TEST_SUITE(token)

BOOST_AUTO_TEST_CASE(in_a_file_loses_one_line_end) {
    BOOST_TEST(token_in("abc") == "abc");
    BOOST_TEST(token_in("abc\n") == "abc");
    BOOST_TEST(token_in("abc\r\n") == "abc");
    BOOST_TEST(token_in("abc\n\n") == "abc\n"); // which no client accepts
}

BOOST_AUTO_TEST_CASE(in_a_file_that_cannot_hold_one_is_refused) {
    BOOST_CHECK_THROW(token_in(""), usage_error);
    BOOST_CHECK_THROW(token_in("\r\n"), usage_error);
    BOOST_CHECK_THROW(token_in(std::string(1 << 20, 'x')), usage_error);
    BOOST_CHECK_THROW(read_token("/nowhere/token"), usage_error);
    BOOST_CHECK_THROW(read_token("/"), usage_error);
}

BOOST_AUTO_TEST_CASE(has_exactly_one_source) {
    const token_file file("from file\n");
    BOOST_TEST(find_token("from environment", "").reveal() == "from environment");
    BOOST_TEST(find_token("", file.path()).reveal() == "from file");
    BOOST_CHECK_EXCEPTION(find_token("x", file.path()), usage_error, [](const usage_error& error) {
        return std::string(error.what()).starts_with("both ");
    });
    BOOST_CHECK_EXCEPTION(find_token("", ""), usage_error, [](const usage_error& error) {
        return std::string(error.what()).starts_with("no token");
    });
}

BOOST_AUTO_TEST_SUITE_END()
