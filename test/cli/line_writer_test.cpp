// SPDX-License-Identifier: BSL-1.0
#include "cli/output/line_writer.hpp"
#include "wait_for.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <string>
#include <unistd.h>

using namespace mrs::cli;

namespace line_writers {
namespace {

/// A pipe that holds a page, and whose reader is the test.
class small_pipe {
public:
    small_pipe() {
        BOOST_REQUIRE(::pipe2(ends_, O_CLOEXEC) == 0);
        BOOST_REQUIRE(::fcntl(ends_[1], F_SETPIPE_SZ, 4096) == 4096);
    }
    ~small_pipe() {
        stop_reading();
        if (ends_[1] >= 0)
            ::close(ends_[1]);
    }
    small_pipe(const small_pipe&) = delete;
    small_pipe& operator=(const small_pipe&) = delete;

    int descriptor() const { return ends_[1]; }

    std::string read(std::size_t size) const {
        std::string text;
        std::array<char, 4096> block{};
        while (text.size() < size) {
            const ssize_t got = ::read(ends_[0], block.data(), block.size());
            if (got <= 0)
                break;
            text.append(block.data(), static_cast<std::size_t>(got));
        }
        return text;
    }

    void stop_reading() {
        if (ends_[0] >= 0)
            ::close(ends_[0]);
        ends_[0] = -1;
    }

    /// For a thread that writes to it for as long as it likes.
    void leave_open() { ends_[1] = -1; }

private:
    int ends_[2] = {-1, -1};
};

/// As the program has it.
struct ignored_sigpipe {
    ignored_sigpipe() noexcept { std::signal(SIGPIPE, SIG_IGN); }
};

} // namespace
} // namespace line_writers

BOOST_FIXTURE_TEST_SUITE(line_writers, ignored_sigpipe)

BOOST_AUTO_TEST_CASE(write_all_in_its_order) {
    const small_pipe pipe;
    line_writer writer(pipe.descriptor());
    writer.write("one\n");
    writer.write("");
    writer.write("two\n");
    wait_for(writer.done());
    BOOST_TEST(writer.idle());
    BOOST_TEST(!writer.error());
    BOOST_TEST(pipe.read(8) == "one\ntwo\n");
}

/// It would block for ever, were it this thread that writes.
BOOST_AUTO_TEST_CASE(never_wait_for_a_reader) {
    const small_pipe pipe;
    const std::string text(line_writer::enough, 'x');
    line_writer writer(pipe.descriptor());
    BOOST_TEST(!writer.full());
    BOOST_TEST(writer.room() == -1);
    writer.write(text);
    writer.write(text);
    BOOST_TEST(writer.full());
    BOOST_TEST(!writer.idle());
    const int room = writer.room();
    BOOST_REQUIRE(room >= 0);
    BOOST_TEST(pipe.read(2 * text.size()).size() == 2 * text.size());
    wait_for(room);
    BOOST_TEST(!writer.full());
    wait_for(writer.done());
    BOOST_TEST(writer.room() == -1);
}

BOOST_AUTO_TEST_CASE(go_away_from_a_reader_that_never_reads) {
    small_pipe pipe;
    {
        line_writer writer(pipe.descriptor());
        writer.write(std::string(2 * line_writer::enough, 'x'));
    }
    // The thread that is left behind ends here, or a little later.
    pipe.stop_reading();
    pipe.leave_open();
}

BOOST_AUTO_TEST_CASE(tell_an_error_and_take_no_more) {
    small_pipe pipe;
    line_writer writer(pipe.descriptor());
    writer.write(std::string(2 * line_writer::enough, 'x'));
    const int done = writer.done();
    pipe.stop_reading();
    wait_for(done);
    BOOST_TEST(writer.error().value() == EPIPE);
    writer.write("more");
    BOOST_TEST(writer.done() == -1);
    BOOST_TEST(!writer.full());

    line_writer nowhere(-1);
    nowhere.write("x");
    wait_for(nowhere.done());
    BOOST_TEST(nowhere.error().value() == EBADF);

    const small_pipe other;
    line_writer told(other.descriptor());
    told.closed();
    told.write("x");
    BOOST_TEST(told.done() == -1);
    BOOST_TEST(told.error().value() == EPIPE);
}

BOOST_AUTO_TEST_CASE(of_one_file_keep_the_order_of_both) {
    const small_pipe pipe;
    line_writer out(pipe.descriptor());
    const int again = ::dup(pipe.descriptor());
    line_writer error(again, out);
    std::string expected;
    for (int count = 0; count < 500; ++count) {
        out.write("out\n");
        error.write("error\n");
        expected += "out\nerror\n";
    }
    BOOST_TEST(pipe.read(expected.size()) == expected);
    wait_for(error.done());
    wait_for(out.done());
    ::close(again);
}

BOOST_AUTO_TEST_CASE(of_two_files_do_not_wait_for_each_other) {
    const small_pipe stuck;
    const small_pipe pipe;
    line_writer out(stuck.descriptor());
    line_writer error(pipe.descriptor(), out);
    out.write(std::string(2 * line_writer::enough, 'x'));
    error.write("error\n");
    wait_for(error.done());
    BOOST_TEST(pipe.read(6) == "error\n");
    BOOST_TEST(!out.idle());
    BOOST_TEST(stuck.read(2 * line_writer::enough).size() == 2 * line_writer::enough);
}

BOOST_AUTO_TEST_SUITE_END()
