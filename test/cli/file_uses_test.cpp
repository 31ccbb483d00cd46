// SPDX-License-Identifier: BSL-1.0
#include "cli/input/file_state.hpp"
#include "cli/run/file_uses.hpp"
#include "scratch.hpp"

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <string>
#include <sys/stat.h>
#include <vector>

using namespace mrs::cli;

namespace file_uses_are {
namespace {

using uses = std::vector<file_use>;

} // namespace
} // namespace file_uses_are

BOOST_FIXTURE_TEST_SUITE(file_uses_are, scratch)

BOOST_AUTO_TEST_CASE(told_apart_by_the_file_and_not_by_its_name) {
    write("a", "");
    write("b", "");
    std::filesystem::create_hard_link(path("a"), path("hard"));
    std::filesystem::create_symlink("a", path("soft"));
    std::filesystem::create_directory(path("d"));
    BOOST_TEST(file_key(path("a")) != file_key(path("b")));
    for (const char* const name : {"hard", "soft", "./a", "d/../a"})
        BOOST_TEST(file_key(path(name)) == file_key(path("a")), name);
    BOOST_TEST(file_key("/dev/null") == "");
    BOOST_TEST(file_key(path("d")) == "");
}

BOOST_AUTO_TEST_CASE(told_apart_before_the_files_are_there) {
    std::filesystem::create_directory(path("d"));
    std::filesystem::create_directory_symlink("d", path("e"));
    std::filesystem::create_symlink("d/new", path("soft"));
    BOOST_TEST(file_key(path("d/new")) != file_key(path("d/other")));
    BOOST_TEST(file_key(path("d/new")) != file_key(path("new")));
    for (const char* const name : {"e/new", "soft", "./d/new"})
        BOOST_TEST(file_key(path(name)) == file_key(path("d/new")), name);
    BOOST_TEST(file_key(path("no/new")) == "");
}

BOOST_AUTO_TEST_CASE(at_odds_but_for_lists_and_settings) {
    using enum file_purpose;
    const auto text = [](file_purpose one, file_purpose other) {
        return clash({{one, "one", "k"}, {setting, "aside", "l"}, {other, "other", "k"}});
    };
    for (const auto& [one, other] :
         {std::pair(input, input), std::pair(setting, setting), std::pair(stream, stream),
          std::pair(input, failed), std::pair(failed, input)})
        BOOST_TEST(text(one, other) == "");
    for (const file_purpose one : {setting, input, failed, journal, stream})
        for (const file_purpose other : {failed, journal, stream})
            if (one != other && !(one == input && other == failed))
                BOOST_TEST(text(one, other) == "one and other are one file");
    BOOST_TEST(text(input, setting) != "");
    BOOST_TEST(text(journal, journal) != "");
    BOOST_TEST(text(failed, failed) != "");
}

BOOST_AUTO_TEST_CASE(those_of_the_options) {
    options chosen;
    chosen.config = write("config", "");
    chosen.token_file = write("token", "");
    chosen.password_file = write("password", "");
    chosen.ca_file = write("ca", "");
    chosen.files = {write("ids", ""), "/dev/null"};
    chosen.failed_file = path("left");
    chosen.journal = path("journal");
    std::vector<std::string> names;
    for (const file_use& one : file_uses(chosen))
        if (one.purpose != file_purpose::stream && one.key != file_key(STDIN_FILENO))
            names.push_back(one.name);
    const std::vector<std::string> all{"--config",  "--token-file",          "--password-file",
                                       "--ca-file", "--file " + path("ids"), "--failed-file",
                                       "--journal"};
    BOOST_TEST(names == all, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(never_what_goes_beside_one) {
    BOOST_TEST(name_beside(path("ids"), {}) == path("ids.failed"));
    write("ids.failed", "");
    BOOST_TEST(name_beside(path("ids"), {}) == path("ids.failed"));
    const uses known{{file_purpose::input, "--file", file_key(path("ids.failed"))}};
    BOOST_TEST(name_beside(path("ids"), known) == path("ids.failed.failed"));
    BOOST_REQUIRE(::mkfifo(path("x.failed").c_str(), 0600) == 0);
    BOOST_TEST(name_beside(path("x"), {}) == path("x.failed.failed"));
}

BOOST_AUTO_TEST_SUITE_END()
