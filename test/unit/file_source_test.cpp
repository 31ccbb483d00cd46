// SPDX-License-Identifier: BSL-1.0
#include "auth/file_source.hpp"
#include "auth/profile.hpp"
#include "fetch_outcome.hpp"
#include "temporary_file.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>

using mrs::time_point;
using mrs::auth::file_source;
using namespace std::chrono_literals;

namespace credentials_files {
namespace {

constexpr file_source::kind token_file{"the token file", &mrs::auth::read_token_file, false, false};
constexpr time_point start{1h};

std::string token_of(file_source& from) {
    const auto outcome = fetched_from(from);
    BOOST_TEST_REQUIRE(outcome.found.has_value());
    return std::string(outcome.found->token().reveal());
}

std::string failure_of(file_source& from) {
    const auto outcome = fetched_from(from);
    BOOST_TEST_REQUIRE(outcome.failure.has_value());
    BOOST_TEST(!outcome.failure->is_lacking);
    return outcome.failure->detail;
}

} // namespace
} // namespace credentials_files

BOOST_FIXTURE_TEST_SUITE(credentials_files, temporary_file)

BOOST_AUTO_TEST_CASE(a_token_file_may_end_in_a_line_end) {
    file_source source(path(), token_file);
    for (const char* const text : {"abc", "abc\n", "abc\r\n"}) {
        write(text);
        BOOST_TEST(token_of(source) == "abc");
    }
}

BOOST_AUTO_TEST_CASE(I2_a_token_file_with_anything_else_is_refused_unseen) {
    file_source source(path(), token_file);
    for (const char* const text : {"", "\n", "hunter2\n\n", "hunter2\nhunter2\n", " hunter2"}) {
        write(text);
        const std::string words = failure_of(source);
        BOOST_TEST(words.find("the token file \"" + path() + "\"") == 0u);
        BOOST_TEST(words.find("hunter2") == std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(a_file_that_cannot_be_read_is_named_with_the_reason) {
    file_source source(path(), token_file);
    BOOST_TEST(failure_of(source) ==
               "the token file \"" + path() + "\" cannot be read: No such file or directory");
    file_source folder(directory(), token_file);
    BOOST_TEST(failure_of(folder).find("Is a directory") != std::string::npos);
    write(std::string(mrs::auth::max_file_bytes + 1, 'x'));
    BOOST_TEST(failure_of(source).find("File too large") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_profile_that_need_not_be_there_is_lacking) {
    constexpr file_source::kind kind{"the profile", &mrs::auth::read_profile, true, true};
    file_source source(path(), kind);
    const auto outcome = fetched_from(source);
    BOOST_TEST_REQUIRE(outcome.failure.has_value());
    BOOST_TEST(outcome.failure->is_lacking);
    BOOST_TEST(source.cautious());
}

BOOST_AUTO_TEST_CASE(a_change_is_seen_and_looked_for_once_a_second_at_most) {
    write("one");
    file_source source(path(), token_file);
    BOOST_TEST(!source.changed(start));
    BOOST_TEST(token_of(source) == "one");
    BOOST_TEST(!source.renewable());
    BOOST_TEST(!source.changed(start + 1s));
    write("two");
    BOOST_TEST(source.renewable());
    BOOST_TEST(!source.changed(start + 2s - 1ns));
    BOOST_TEST(source.changed(start + 2s));
    BOOST_TEST(token_of(source) == "two");
    BOOST_TEST(!source.renewable());
    BOOST_TEST(!source.changed(start + 3s));
    remove();
    BOOST_TEST(source.changed(start + 4s));
}

BOOST_AUTO_TEST_SUITE_END()
