// SPDX-License-Identifier: BSL-1.0
#include "cli/base/descriptor.hpp"
#include "cli/journal/journal.hpp"
#include "cli/journal/line_scanner.hpp"
#include "cli/journal/record.hpp"
#include "journal_runs.hpp"
#include "scratch.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <csignal>
#include <exception>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

using namespace mrs::cli;

namespace {

/// A journal with three answers, whose last two lines have what is hard to cut.
std::string whole_journal() {
    return to_header(some_job()) + to_record(succeeded("a"), some_time) +
           to_record(decided(mrs::cancel_status::failed, "取\"{}\\\n", "b"), some_time) +
           to_record(succeeded("c\xff"), some_time);
}

std::size_t lines_in(const std::string& text) {
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

/// Answers ids from `next` on for ever, and tells of each that is safe.
[[noreturn]] void answer_for_ever(const std::string& file, int next, int told) {
    try {
        opened it(file);
        for (;; ++next) {
            it.answer(succeeded(std::to_string(next)));
            if (it.journal.error() || ::write(told, "!", 1) != 1)
                break;
        }
    } catch (const std::exception&) {
        // The parent misses what is not told.
    }
    ::_exit(1);
}

/// Lets a process answer ids from `next` on, and kills it when some more are safe.
void run_and_kill(const std::string& file, int next, int safe) {
    std::array<int, 2> ends{};
    BOOST_REQUIRE(::pipe(ends.data()) == 0);
    const pid_t child = ::fork();
    if (child == 0)
        answer_for_ever(file, next, ends[1]);
    const descriptor reader(ends[0]);
    ::close(ends[1]);
    char byte = 0;
    for (int count = 0; count < safe; ++count)
        BOOST_REQUIRE(::read(reader.get(), &byte, 1) == 1);
    BOOST_REQUIRE(::kill(child, SIGKILL) == 0);
    int status = 0;
    BOOST_REQUIRE(::waitpid(child, &status, 0) == child);
    BOOST_TEST(WIFSIGNALED(status));
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(damaged_journals, scratch)

BOOST_AUTO_TEST_CASE(fault_B4_may_be_cut_at_any_byte) {
    const std::string whole = whole_journal();
    const std::size_t header = to_header(some_job()).size();
    for (std::size_t size = header; size <= whole.size(); ++size) {
        const std::string left = whole.substr(0, size);
        write("j", left);
        const std::size_t answers = lines_in(left) - 1;
        {
            opened it(path("j"));
            BOOST_REQUIRE_MESSAGE(it.known.size() == answers, "cut at " << size);
            it.answer(succeeded("next"));
            BOOST_REQUIRE(!it.journal.error());
        }
        const opened again(path("j"));
        BOOST_REQUIRE_MESSAGE(again.known.size() == answers + 1, "cut at " << size);
        BOOST_REQUIRE(again.known.back() == "c1/next/0");
        BOOST_REQUIRE(read("j").substr(0, left.rfind('\n') + 1) ==
                      left.substr(0, left.rfind('\n') + 1));
    }
}

BOOST_AUTO_TEST_CASE(fault_B4_may_be_cut_within_the_header) {
    const std::string header = to_header(some_job());
    for (std::size_t size = 0; size < header.size(); ++size) {
        write("j", header.substr(0, size));
        opened(path("j")).answer(succeeded("a"));
        BOOST_REQUIRE_MESSAGE(opened(path("j")).known.size() == 1u, "cut at " << size);
    }
}

BOOST_AUTO_TEST_CASE(fault_B4_have_all_that_was_safe_when_the_process_was_killed) {
    std::size_t known = 0;
    for (int round = 1; round <= 30; ++round) {
        run_and_kill(path("j"), static_cast<int>(known), round % 7 + 1);
        const opened it(path("j"));
        BOOST_REQUIRE(it.known.size() >= known + static_cast<std::size_t>(round % 7 + 1));
        known = it.known.size();
        for (std::size_t at = 0; at < known; ++at)
            BOOST_REQUIRE(it.known[at] == "c1/" + std::to_string(at) + "/0");
    }
}

BOOST_AUTO_TEST_CASE(may_end_with_a_line_that_is_no_record) {
    for (const std::string& torn : {std::string("{\"at\":\n"), std::string(20, '\0'),
                                    std::string(20, '\0') + "\n", std::string("\n")}) {
        write("j", whole_journal() + torn);
        BOOST_TEST(opened(path("j")).known.size() == 3u);
        BOOST_TEST(read("j") == whole_journal());
    }
}

BOOST_AUTO_TEST_CASE(are_refused_where_the_damage_is_not_at_their_end) {
    std::string text = whole_journal();
    text.insert(text.find("\"SUCCEED\""), "?");
    write("j", text);
    const std::string why = problem(path("j"));
    BOOST_TEST(why.ends_with("is damaged in line 2"), why);
    BOOST_TEST(read("j") == text);
}

BOOST_AUTO_TEST_CASE(that_are_something_else_are_left_as_they_are) {
    for (const std::string& other :
         {std::string("id-1\nid-2\n"), std::string("id-1"), std::string("\n"),
          std::string("{\"sql_id\":\"a\"}\n"), std::string("\0\0\0\0", 4),
          to_record(succeeded("a"), some_time), std::string(100'000, 'x')}) {
        write("j", other);
        const std::string why = problem(path("j"));
        BOOST_TEST(why.ends_with("is not a journal of mrs-cancel; it was left as it is"), why);
        BOOST_TEST((read("j") == other));
    }
}

BOOST_AUTO_TEST_CASE(that_are_torn_before_another_text_are_not_begun_anew) {
    const std::string text = to_header(some_job()).substr(0, 40) + "\nid-1\n";
    write("j", text);
    BOOST_TEST(problem(path("j")) != "none");
    BOOST_TEST(read("j") == text);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(line_scanners, scratch)

BOOST_AUTO_TEST_CASE(give_lines_of_all_lengths) {
    std::string text;
    std::vector<std::string> lines;
    for (const std::size_t size :
         {std::size_t{0}, std::size_t{1}, std::size_t{65'534}, std::size_t{65'535},
          std::size_t{65'536}, std::size_t{300'000}, std::size_t{2}}) {
        lines.push_back(std::string(size, static_cast<char>('a' + lines.size())) + "\n");
        text += lines.back();
    }
    lines.emplace_back("no end");
    write("f", text + lines.back());
    const locked_file file(path("f"));
    line_scanner scanner(file);
    std::uint64_t offset = 0;
    for (const std::string& line : lines) {
        BOOST_TEST((scanner.next() == line));
        offset += line.size();
        BOOST_TEST(scanner.offset() == offset);
    }
    BOOST_TEST(!scanner.next());
    BOOST_TEST(!scanner.next());
}

BOOST_AUTO_TEST_CASE(give_of_an_endless_line_a_part_at_a_time) {
    write("f", std::string(line_scanner::longest + 5, 'x') + "\n");
    const locked_file file(path("f"));
    line_scanner scanner(file);
    BOOST_TEST(scanner.next().value().size() == line_scanner::longest);
    BOOST_TEST(scanner.next().value() == "xxxxx\n");
    BOOST_TEST(!scanner.next());
}

BOOST_AUTO_TEST_SUITE_END()
