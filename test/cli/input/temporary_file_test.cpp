// SPDX-License-Identifier: BSL-1.0
#include "cli/input/temporary_file.hpp"
#include "scratch.hpp"

#include <boost/system/system_error.hpp>
#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <string>
#include <sys/stat.h>

using namespace mrs::cli;

namespace temporary_files {
namespace {

/// $TMPDIR is another directory while it lives. The test program has one thread.
class temporary_directory_choice {
public:
    // NOLINTBEGIN(concurrency-mt-unsafe)
    explicit temporary_directory_choice(const std::string& path) {
        if (const char* const before = std::getenv("TMPDIR"))
            before_ = before;
        ::setenv("TMPDIR", path.c_str(), 1);
    }
    ~temporary_directory_choice() {
        if (before_.empty())
            ::unsetenv("TMPDIR");
        else
            ::setenv("TMPDIR", before_.c_str(), 1);
    }
    // NOLINTEND(concurrency-mt-unsafe)
    temporary_directory_choice(const temporary_directory_choice&) = delete;
    temporary_directory_choice& operator=(const temporary_directory_choice&) = delete;

private:
    std::string before_;
};

/// The descriptor of an open file below a directory, whether it has a name or not; -1 for none.
int descriptor_below(const std::string& directory) {
    for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
        std::error_code gone;
        if (std::filesystem::read_symlink(entry.path(), gone).string().starts_with(directory))
            return std::stoi(entry.path().filename().string());
    }
    return -1;
}

} // namespace
} // namespace temporary_files

BOOST_AUTO_TEST_SUITE(temporary_files)

BOOST_AUTO_TEST_CASE(have_no_name_and_are_private) {
    const scratch scratch;
    const temporary_directory_choice choice(scratch.path());
    {
        const temporary_file file;
        BOOST_TEST(std::filesystem::is_empty(scratch.path()));
        const int descriptor = descriptor_below(scratch.path());
        BOOST_REQUIRE(descriptor >= 0);
        struct stat about {};
        BOOST_REQUIRE(::fstat(descriptor, &about) == 0);
        BOOST_TEST((about.st_mode & 0777) == 0600u);
        BOOST_TEST((::fcntl(descriptor, F_GETFD) & FD_CLOEXEC) != 0);
    }
    BOOST_TEST(descriptor_below(scratch.path()) == -1);
}

BOOST_AUTO_TEST_CASE(hold_what_is_written) {
    temporary_file file;
    file.write(5, "abc", 3);
    file.resize(10);
    temporary_file moved(std::move(file));
    std::string text(10, 'x');
    moved.read(0, text.data(), text.size());
    BOOST_TEST(text == std::string("\0\0\0\0\0abc\0\0", 10));
    moved.forget_before(5);
    moved.read(5, text.data(), 3);
    BOOST_TEST(text.substr(0, 3) == "abc");
    BOOST_CHECK_THROW(moved.read(8, text.data(), 3), boost::system::system_error);
}

BOOST_AUTO_TEST_CASE(name_the_directory_that_does_not_take_them) {
    const temporary_directory_choice choice("/nowhere");
    BOOST_CHECK_EXCEPTION(
        temporary_file(), boost::system::system_error,
        [](const boost::system::system_error& error) {
            return std::string(error.what())
                .starts_with("cannot make a temporary file in /nowhere: No such file or directory");
        });
}

BOOST_AUTO_TEST_SUITE_END()
