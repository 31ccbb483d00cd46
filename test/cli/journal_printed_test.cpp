// SPDX-License-Identifier: BSL-1.0
#include "cli/base/descriptor.hpp"
#include "cli/journal/journal.hpp"
#include "cli/journal/late_line.hpp"
#include "cli/journal/record.hpp"
#include "cli/output/line_writer.hpp"
#include "cli/output/outcome_line.hpp"
#include "cli/run/results.hpp"
#include "journal_runs.hpp"
#include "scratch.hpp"
#include "wait_for.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <cstddef>
#include <fcntl.h>
#include <string>
#include <unistd.h>
#include <vector>

using namespace mrs::cli;

namespace printed_answers {
namespace {

using list = std::vector<std::string>;

/// What another run would have to print first.
list untold(const std::string& file) {
    const opened again(file, some_job(), file_access::read);
    list lines;
    for (const auto& [number, record] : again.journal.untold())
        lines.push_back(late_line(record, line_style::plain));
    return lines;
}

/// Waits until the writer has written all, and has it noted.
void settle(line_writer& out, results& told) {
    wait_for(out.done());
    told.settle();
}

/// The last line of a journal's text.
std::string last_line(const std::string& all) {
    return all.substr(all.rfind('\n', all.size() - 2) + 1);
}

outcome numbered(std::uint64_t index, const std::string& id) {
    outcome one = succeeded(id);
    one.index = index;
    return one;
}

} // namespace
} // namespace printed_answers

BOOST_FIXTURE_TEST_SUITE(printed_answers, scratch)

BOOST_AUTO_TEST_CASE(are_told_from_those_that_were_only_written_down) {
    {
        opened it(path("j"));
        std::vector<std::uint64_t> lines;
        for (const char* const id : {"a", "b", "c", "d"})
            lines.push_back(it.journal.append(succeeded(id), some_time));
        BOOST_TEST(it.journal.append(failed_with(mrs::errc::call_timeout), some_time) == 0u);
        it.journal.commit();
        it.journal.printed({lines[3], 0, lines[0], lines[1]});
        BOOST_TEST(!it.journal.error());
    }
    BOOST_TEST(untold(path("j")) == list{"SUCCEED\tc\n"});
    {
        opened it(path("j"));
        it.journal.printed({it.journal.untold().begin()->first});
        it.answer(succeeded("e"));
    }
    BOOST_TEST(untold(path("j")) == list{"SUCCEED\te\n"});
}

BOOST_AUTO_TEST_CASE(are_marked_once_they_were_written) {
    tally counts;
    {
        opened it(path("j"));
        const descriptor null(::open("/dev/null", O_WRONLY | O_CLOEXEC));
        line_writer out(null.get());
        results told(out, line_style::plain, false, &it.journal, nullptr, counts);
        told.take({numbered(0, "a"), failed_with(mrs::errc::call_timeout), numbered(2, "b")});
        settle(out, told);
    }
    BOOST_TEST(untold(path("j")) == list{});
    {
        opened it(path("j"));
        line_writer closed(-1);
        results told(closed, line_style::plain, false, &it.journal, nullptr, counts);
        told.take({numbered(0, "c")});
        settle(closed, told);
    }
    BOOST_TEST(untold(path("j")) == list{"SUCCEED\tc\n"});
}

BOOST_AUTO_TEST_CASE(are_not_those_that_nobody_has_taken) {
    tally counts;
    opened it(path("j"));
    std::array<int, 2> ends{};
    BOOST_TEST_REQUIRE(::pipe2(ends.data(), O_CLOEXEC) == 0);
    const descriptor from(ends[0]);
    const descriptor to(ends[1]);
    const std::string full(static_cast<std::size_t>(::fcntl(to.get(), F_GETPIPE_SZ)), '-');
    BOOST_TEST_REQUIRE(::write(to.get(), full.data(), full.size()) ==
                       static_cast<ssize_t>(full.size()));
    line_writer out(to.get());
    results told(out, line_style::plain, false, &it.journal, nullptr, counts);
    told.take({numbered(0, "a")});
    told.settle();
    BOOST_TEST(!parse_mark(last_line(read("j"))).has_value());
    std::string taken(full.size(), ' ');
    BOOST_TEST(::read(from.get(), taken.data(), taken.size()) == static_cast<ssize_t>(full.size()));
    settle(out, told);
    BOOST_TEST(parse_mark(last_line(read("j"))).has_value());
}

BOOST_AUTO_TEST_CASE(are_not_those_that_wait_for_their_turn) {
    tally counts;
    opened it(path("j"));
    const descriptor null(::open("/dev/null", O_WRONLY | O_CLOEXEC));
    line_writer out(null.get());
    results told(out, line_style::plain, true, &it.journal, nullptr, counts);
    told.take({numbered(1, "b"), numbered(3, "d")});
    BOOST_TEST(parse_mark(read("j")).has_value() == false);
    BOOST_TEST(it.journal.untold().empty());
    told.take({numbered(0, "a")});
    settle(out, told);
    BOOST_TEST((parse_mark(last_line(read("j"))) == line_ranges{{2, 2}, {4, 4}}));
}

BOOST_AUTO_TEST_CASE(are_printed_late_as_they_would_have_been) {
    using mrs::sql_state;
    using mrs::wait_outcome;
    for (const outcome& one :
         {succeeded("a\t\xff"), decided(mrs::cancel_status::failed, "not\nnow", "b"),
          decided(mrs::cancel_status::failed, "", "b"),
          failed_with(mrs::errc::sql_not_found, "gone"),
          waited(wait_outcome::stopped, sql_state::failed, "Query was canceled"),
          waited(wait_outcome::had_ended, sql_state::finished),
          waited(wait_outcome::not_cancelled, sql_state::running)})
        for (const line_style style : {line_style::plain, line_style::coloured, line_style::json})
            BOOST_TEST(late_line(to_record(one, some_time), style) == to_line(one, style));
}

BOOST_AUTO_TEST_SUITE_END()
