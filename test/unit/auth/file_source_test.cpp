// SPDX-License-Identifier: BSL-1.0
#include "auth/sources/file_source.hpp"
#include "auth/sources/profile.hpp"
#include "fetch_outcome.hpp"
#include "support/temporary_file.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/system/errc.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <fstream>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

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

struct files : temporary_file {
    boost::asio::io_context context;
    mrs::net::strand strand{boost::asio::any_io_executor(context.get_executor())};
};

/// A pipe without a name, by the path that a shell gives to it.
class shell_pipe {
public:
    shell_pipe() { BOOST_TEST_REQUIRE(::pipe(ends_) == 0); }
    shell_pipe(const shell_pipe&) = delete;
    shell_pipe& operator=(const shell_pipe&) = delete;
    ~shell_pipe() {
        close();
        ::close(ends_[0]);
    }

    void write(std::string_view text) const {
        BOOST_TEST_REQUIRE(::write(ends_[1], text.data(), text.size()) ==
                           static_cast<ssize_t>(text.size()));
    }
    void close() {
        if (ends_[1] >= 0)
            ::close(std::exchange(ends_[1], -1));
    }
    [[nodiscard]] std::string path() const { return "/dev/fd/" + std::to_string(ends_[0]); }

private:
    int ends_[2] = {-1, -1};
};

} // namespace
} // namespace credentials_files

BOOST_FIXTURE_TEST_SUITE(credentials_files, files)

BOOST_AUTO_TEST_CASE(a_token_file_may_end_in_a_line_end) {
    file_source source(path(), token_file, strand);
    for (const char* const text : {"abc", "abc\n", "abc\r\n"}) {
        write(text);
        BOOST_TEST(token_of(source) == "abc");
    }
}

BOOST_AUTO_TEST_CASE(I2_a_token_file_with_anything_else_is_refused_unseen) {
    file_source source(path(), token_file, strand);
    for (const char* const text : {"", "\n", "hunter2\n\n", "hunter2\nhunter2\n", " hunter2"}) {
        write(text);
        const std::string words = failure_of(source);
        BOOST_TEST(words.find("the token file \"" + path() + "\"") == 0u);
        BOOST_TEST(words.find("hunter2") == std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(a_file_that_cannot_be_read_is_named_with_the_reason) {
    file_source source(path(), token_file, strand);
    BOOST_TEST(failure_of(source) ==
               "the token file \"" + path() + "\" cannot be read: No such file or directory");
    file_source folder(directory(), token_file, strand);
    BOOST_TEST(failure_of(folder).find("Is a directory") != std::string::npos);
    write(std::string(mrs::core::max_file_bytes + 1, 'x'));
    BOOST_TEST(failure_of(source).find("File too large") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_profile_that_need_not_be_there_is_lacking) {
    constexpr file_source::kind kind{"the profile", &mrs::auth::read_profile, true, true};
    file_source source(path(), kind, strand);
    const auto outcome = fetched_from(source);
    BOOST_TEST_REQUIRE(outcome.failure.has_value());
    BOOST_TEST(outcome.failure->is_lacking);
    BOOST_TEST(source.cautious());
}

BOOST_AUTO_TEST_CASE(a_change_is_seen_and_looked_for_once_a_second_at_most) {
    write("one");
    file_source source(path(), token_file, strand);
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

BOOST_AUTO_TEST_CASE(what_a_pipe_will_hold_is_waited_for) {
    shell_pipe pipe;
    file_source source(pipe.path(), token_file, strand);
    fetch_outcome outcome;
    source.fetch(outcome);
    context.poll();
    BOOST_TEST(outcome.answers == 0);
    pipe.write("a-tok");
    context.run_for(20ms);
    BOOST_TEST(outcome.answers == 0);
    pipe.write("en\n");
    pipe.close();
    context.restart();
    context.run_for(10s); // Nothing is left to do long before.
    BOOST_TEST(outcome.answers == 1);
    BOOST_TEST_REQUIRE(outcome.found.has_value());
    BOOST_TEST(outcome.found->token().reveal() == "a-token");
    // It can be read but once.
    BOOST_TEST(!source.renewable());
    BOOST_TEST(!source.changed(start));
    BOOST_TEST(!source.changed(start + 5s));
}

BOOST_AUTO_TEST_CASE(a_pipe_that_holds_all_of_it_answers_at_once) {
    shell_pipe pipe;
    file_source source(pipe.path(), token_file, strand);
    pipe.write("a-token");
    pipe.close();
    BOOST_TEST(token_of(source) == "a-token");
    BOOST_TEST(failure_of(source).find("cannot be used: the token is empty") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_named_pipe_waits_for_its_writer) {
    BOOST_TEST_REQUIRE(::mkfifo(path().c_str(), 0600) == 0);
    file_source source(path(), token_file, strand);
    fetch_outcome outcome;
    source.fetch(outcome);
    context.run_for(20ms);
    BOOST_TEST(outcome.answers == 0);
    std::ofstream(path()) << "a-token";
    context.restart();
    context.run_for(10s);
    BOOST_TEST_REQUIRE(outcome.found.has_value());
    BOOST_TEST(outcome.found->token().reveal() == "a-token");
}

BOOST_AUTO_TEST_CASE(a_pipe_is_given_up) {
    shell_pipe pipe;
    fetch_outcome outcome;
    {
        file_source source(pipe.path(), token_file, strand);
        source.fetch(outcome);
        context.poll();
        source.abort();
        source.fetch(outcome);
    }
    pipe.write("a-token");
    pipe.close();
    context.restart();
    context.run(); // It returns.
    BOOST_TEST(outcome.answers == 0);
}

BOOST_AUTO_TEST_CASE(who_reads_a_pipe_in_one_go_waits_no_longer_than_allowed) {
    const shell_pipe pipe;
    mrs::error_code ec;
    BOOST_TEST(mrs::core::read_small_file(pipe.path(), 100, ec, 1ms).empty());
    BOOST_TEST(ec == boost::system::errc::timed_out);
    pipe.write(std::string(101, 'x'));
    BOOST_TEST(mrs::core::read_small_file(pipe.path(), 100, ec, 1ms).empty());
    BOOST_TEST(ec == boost::system::errc::file_too_large);
}

BOOST_AUTO_TEST_SUITE_END()
