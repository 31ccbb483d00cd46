// SPDX-License-Identifier: BSL-1.0
#include "../unprinted_texts.hpp"
#include "cli/base/usage_error.hpp"
#include "cli/input/input_source.hpp"
#include "intake_run.hpp"
#include "scratch.hpp"

#include <boost/test/unit_test.hpp>

#include <fcntl.h>
#include <filesystem>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>

using namespace mrs::cli;

namespace input_sources {
namespace {

/// Standard input is another file while it lives, or closed.
class standard_input {
public:
    explicit standard_input(int descriptor) : before_(::dup(STDIN_FILENO)) {
        BOOST_REQUIRE(before_ >= 0);
        if (descriptor >= 0)
            BOOST_REQUIRE(::dup2(descriptor, STDIN_FILENO) == STDIN_FILENO);
        else
            ::close(STDIN_FILENO);
    }
    ~standard_input() {
        ::dup2(before_, STDIN_FILENO);
        ::close(before_);
    }
    standard_input(const standard_input&) = delete;
    standard_input& operator=(const standard_input&) = delete;

private:
    int before_;
};

class pipe_pair {
public:
    pipe_pair() { BOOST_REQUIRE(::pipe(ends_) == 0); }
    ~pipe_pair() {
        ::close(ends_[0]);
        close_writer();
    }
    pipe_pair(const pipe_pair&) = delete;
    pipe_pair& operator=(const pipe_pair&) = delete;

    int reader() const { return ends_[0]; }
    void write(std::string_view text) const {
        BOOST_REQUIRE(::write(ends_[1], text.data(), text.size()) ==
                      static_cast<ssize_t>(text.size()));
    }
    void close_writer() {
        if (ends_[1] >= 0)
            ::close(ends_[1]);
        ends_[1] = -1;
    }

private:
    int ends_[2] = {-1, -1};
};

std::string problem(std::vector<input_source> sources) {
    try {
        const intake_run run(std::move(sources));
        return "none";
    } catch (const usage_error& error) {
        return error.what();
    }
}

} // namespace
} // namespace input_sources

BOOST_FIXTURE_TEST_SUITE(input_sources, scratch)

BOOST_AUTO_TEST_CASE(are_checked_before_anything_is_read) {
    const auto good = input_source::arguments({"a"});
    BOOST_TEST(problem({good, input_source::file(path() + "/x")}) ==
               "cannot read '" + path() + "/x': No such file or directory");
    BOOST_TEST(problem({good, input_source::file(path())}) ==
               "cannot read '" + path() + "': Is a directory");
    BOOST_TEST(problem({input_source::file("-"), good, input_source::file("-")}) ==
               "standard input can be read only once");
    BOOST_TEST(problem({good, input_source::file(write("ids", ""))}) == "none");
}

BOOST_AUTO_TEST_CASE(that_may_not_be_read_are_refused) {
    const std::string name = write("ids", "a");
    std::filesystem::permissions(name, std::filesystem::perms::none);
    // Root reads it all the same.
    const std::string expected =
        ::geteuid() == 0 ? "none" : "cannot read '" + name + "': Permission denied";
    BOOST_TEST(problem({input_source::file(name)}) == expected);
}

BOOST_AUTO_TEST_CASE(know_their_format) {
    BOOST_TEST((input_source::file("a.csv").format == row_format::csv));
    BOOST_TEST((input_source::file("a.csv", row_format::lines).format == row_format::lines));
    BOOST_TEST((input_source::file("-").format == row_format::lines));
    BOOST_TEST((input_source::file("-", row_format::csv).format == row_format::csv));
}

BOOST_AUTO_TEST_CASE(that_vanish_end_the_intake) {
    const std::string name = write("ids", "b");
    intake_run run({input_source::arguments({"a"}), input_source::file(name)});
    std::filesystem::remove(name);
    run.finish();
    BOOST_TEST(run.ids == texts{"a"});
    BOOST_TEST(run.in.error() == "cannot read " + name + ": No such file or directory");
}

BOOST_AUTO_TEST_CASE(of_standard_input_come_as_they_are_written) {
    pipe_pair input;
    const standard_input replaced(input.reader());
    const int flags = ::fcntl(STDIN_FILENO, F_GETFL);
    intake_run run({input_source::file("-")});
    BOOST_TEST(!run.in.ready());
    BOOST_TEST(run.in.descriptor() == STDIN_FILENO);
    input.write("a\nb");
    run.read();
    BOOST_TEST(run.in.next().value().id == "a");
    BOOST_TEST(!run.in.next().has_value());
    BOOST_TEST(!run.in.ended());
    input.close_writer();
    run.read();
    BOOST_TEST(run.in.descriptor() == -1);
    BOOST_TEST(run.in.next().value().id == "b");
    BOOST_TEST(run.in.ended());
    BOOST_TEST(::fcntl(STDIN_FILENO, F_GETFL) == flags);
    BOOST_TEST(::fcntl(STDIN_FILENO, F_GETFD) >= 0);
}

BOOST_AUTO_TEST_CASE(of_standard_input_need_no_waiting_where_it_is_a_file) {
    const int descriptor = ::open(write("ids", "a\n").c_str(), O_RDONLY | O_CLOEXEC);
    const standard_input replaced(descriptor);
    ::close(descriptor);
    intake_run run({input_source::file("-")});
    BOOST_TEST(run.in.ready());
    run.finish();
    BOOST_TEST(run.ids == texts{"a"});
}

BOOST_AUTO_TEST_CASE(that_others_made_non_blocking_are_waited_for) {
    pipe_pair input;
    BOOST_REQUIRE(::fcntl(input.reader(), F_SETFL, O_NONBLOCK) == 0);
    const standard_input replaced(input.reader());
    intake_run run({input_source::file("-")});
    run.in.read();
    BOOST_TEST(run.in.error() == "");
    BOOST_TEST(!run.in.ended());
    input.write("a");
    input.close_writer();
    run.finish();
    BOOST_TEST(run.ids == texts{"a"});
}

/// Closed; and as `secure_standard_descriptors` leaves a closed one.
BOOST_AUTO_TEST_CASE(of_a_closed_standard_input_are_an_error) {
    {
        const standard_input closed(-1);
        intake_run run({input_source::file("-")});
        run.in.read();
        BOOST_TEST(run.in.ended());
        BOOST_TEST(run.in.error() == "cannot read standard input: Bad file descriptor");
    }
    const int descriptor = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
    const standard_input unreadable(descriptor);
    ::close(descriptor);
    intake_run run({input_source::file("-")});
    run.in.read();
    BOOST_TEST(run.in.ended());
    BOOST_TEST(run.in.error() == "cannot read standard input: Bad file descriptor");
}

BOOST_AUTO_TEST_CASE(of_a_fifo_are_waited_for_without_blocking) {
    const std::string name = path() + "/fifo";
    BOOST_REQUIRE(::mkfifo(name.c_str(), 0600) == 0);
    intake_run run({input_source::file(name), input_source::arguments({"c"})});
    BOOST_TEST(!run.in.ready());
    pollfd waiting{};
    waiting.fd = run.in.descriptor();
    waiting.events = POLLIN;
    BOOST_TEST(::poll(&waiting, 1, 0) == 0);
    const int writer = ::open(name.c_str(), O_WRONLY | O_CLOEXEC);
    BOOST_REQUIRE(writer >= 0);
    BOOST_REQUIRE(::write(writer, "a\nb", 3) == 3);
    run.read();
    BOOST_TEST(run.in.next().value().id == "a");
    ::close(writer);
    run.finish();
    BOOST_TEST(run.ids == (texts{"b", "c"}));
}

BOOST_AUTO_TEST_SUITE_END()
