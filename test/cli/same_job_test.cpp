// SPDX-License-Identifier: BSL-1.0
#include "cli/run/setup.hpp"
#include "scratch.hpp"

#include <mrs/error.hpp>

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <string>
#include <sys/stat.h>
#include <vector>

using namespace mrs::cli;

namespace same_jobs {
namespace {

job job_at(const std::string& endpoint) {
    options chosen;
    chosen.endpoint = endpoint;
    chosen.ids = {"a"};
    chosen.journal = "journal";
    return make_job(chosen);
}

std::string input_of(const std::string& file, const std::string& journal) {
    options chosen;
    chosen.region = "r";
    chosen.files = {file};
    chosen.journal = journal;
    return make_job(chosen).fields().back().second;
}

} // namespace
} // namespace same_jobs

BOOST_FIXTURE_TEST_SUITE(same_jobs, scratch)

BOOST_AUTO_TEST_CASE(have_one_service_however_it_is_spelt) {
    const job one = job_at("https://h.test");
    for (const char* const other : {"https://h.test/", "https://H.test", "HTTPS://h.test",
                                    "https://h.test:443", "https://h.test.", "https://h%2Etest"})
        BOOST_TEST(one.difference_from(job_at(other)) == "", other);
    for (const char* const other : {"https://h.test:444", "https://g.test", "https://h.h.test"})
        BOOST_TEST(one.difference_from(job_at(other)) != "", other);
    BOOST_TEST(job_at("https://[::1]:8443").difference_from(job_at("https://[0:0::0001]:8443/")) ==
               "");
    BOOST_CHECK_THROW(job_at("http://h.test"), mrs::error);
    BOOST_CHECK_THROW(job_at("https://h.test/path"), mrs::error);
}

BOOST_AUTO_TEST_CASE(have_one_list_however_it_is_spelt) {
    std::filesystem::create_directory(path("d"));
    std::filesystem::create_directory_symlink("d", path("e"));
    write("d/ids", "");
    write("d/other", "");
    std::filesystem::create_symlink("d/ids", path("soft"));
    const std::string one = input_of(path("d/ids"), path("j"));
    BOOST_TEST(one == "d/ids");
    for (const char* const other : {"d/./ids", "e/ids", "soft", "d/../d/ids"})
        BOOST_TEST(input_of(path(other), path("j")) == one, other);
    BOOST_TEST(input_of(path("d/ids"), path("./e/../j")) == one);
    BOOST_TEST(input_of(path("d/other"), path("j")) != one);
    // A working directory changes nothing.
    const auto before = std::filesystem::current_path();
    std::filesystem::current_path(path("d"));
    const std::string inside = input_of("ids", "../j");
    const std::string beside = input_of("./ids", "j");
    std::filesystem::current_path(before);
    BOOST_TEST(inside == one);
    BOOST_TEST(beside == "ids");
}

BOOST_AUTO_TEST_CASE(name_what_is_no_file_as_it_is_named) {
    BOOST_REQUIRE(::mkfifo(path("pipe").c_str(), 0600) == 0);
    BOOST_TEST(input_of(path("pipe"), path("j")) == path("pipe"));
    BOOST_TEST(input_of("-", path("j")) == "standard input");
}

BOOST_AUTO_TEST_SUITE_END()
