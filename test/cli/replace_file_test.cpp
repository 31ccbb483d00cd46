// SPDX-License-Identifier: BSL-1.0
#include "cli/base/descriptor.hpp"
#include "cli/output/replace_file.hpp"
#include "full_disk.hpp"
#include "scratch.hpp"
#include "unprinted_texts.hpp"

#include <boost/test/unit_test.hpp>

#include <fcntl.h>
#include <filesystem>
#include <string>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

using namespace mrs::cli;

namespace replaced_files {
namespace {

using list = std::vector<std::string>;

struct stat state(const std::string& file) {
    struct stat found {};
    BOOST_REQUIRE(::stat(file.c_str(), &found) == 0);
    return found;
}

} // namespace
} // namespace replaced_files

BOOST_AUTO_TEST_SUITE(replaced_files)

struct with_a_new_one : scratch {
    /// Gives a new file the name `f`.
    boost::system::error_code replace(const std::string& content) const {
        const std::string own = write("new", content);
        const descriptor file(::open(own.c_str(), O_RDWR | O_CLOEXEC));
        return replace_file(file.get(), own, path("f"));
    }
};

BOOST_FIXTURE_TEST_CASE(need_not_be_there, with_a_new_one) {
    BOOST_TEST(!replace("a\n"));
    BOOST_TEST(read("f") == "a\n");
    BOOST_TEST(names() == list{"f"});
}

BOOST_FIXTURE_TEST_CASE(keep_their_mode, with_a_new_one) {
    write("f", "old\n");
    BOOST_REQUIRE(::chmod(path("f").c_str(), 0640) == 0);
    BOOST_TEST(!replace("a\n"));
    BOOST_TEST(read("f") == "a\n");
    BOOST_TEST((state(path("f")).st_mode & 07777U) == 0640U);
    BOOST_TEST(names() == list{"f"});
}

BOOST_FIXTURE_TEST_CASE(keep_their_owner, with_a_new_one) {
    write("f", "old\n");
    if (::geteuid() != 0)
        return; // Who is not root has no other owner's file to try.
    BOOST_REQUIRE(::chown(path("f").c_str(), 4321, 1234) == 0);
    BOOST_TEST(!replace("a\n"));
    BOOST_TEST(state(path("f")).st_uid == 4321U);
    BOOST_TEST(state(path("f")).st_gid == 1234U);
}

BOOST_FIXTURE_TEST_CASE(keep_their_other_names, with_a_new_one) {
    write("f", "old and longer\n");
    std::filesystem::create_hard_link(path("f"), path("g"));
    BOOST_TEST(!replace("a\n"));
    BOOST_TEST(read("f") == "a\n");
    BOOST_TEST(read("g") == "a\n");
    BOOST_TEST(!replace(std::string(200'000, 'x')));
    BOOST_TEST((read("g") == std::string(200'000, 'x')));
    BOOST_TEST(names() == (list{"f", "g"}));
    BOOST_TEST(!replace(""));
    BOOST_TEST(read("g") == "");
}

BOOST_FIXTURE_TEST_CASE(are_untouched_where_there_is_no_room, with_a_new_one) {
    write("f", "old\n");
    std::filesystem::create_hard_link(path("f"), path("g"));
    write("new", std::string(1000, 'x'));
    const descriptor file(::open(path("new").c_str(), O_RDWR | O_CLOEXEC));
    {
        const full_disk full(100);
        BOOST_TEST((replace_file(file.get(), path("new"), path("f")) ==
                    boost::system::errc::file_too_large));
    }
    BOOST_TEST(read("f") == "old\n");
    BOOST_TEST(names() == (list{"f", "g", "new"}));
}

BOOST_FIXTURE_TEST_CASE(are_no_directories, with_a_new_one) {
    std::filesystem::create_directory(path("f"));
    BOOST_TEST(replace("a\n").failed());
    BOOST_TEST(names() == (list{"f", "new"}));
}

BOOST_AUTO_TEST_SUITE_END()
