// SPDX-License-Identifier: BSL-1.0
#include "cli/journal/journal.hpp"
#include "full_disk.hpp"
#include "journal_runs.hpp"
#include "scratch.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace mrs::cli;

BOOST_FIXTURE_TEST_SUITE(journal_writes, scratch)

BOOST_AUTO_TEST_CASE(fault_B6_journal_full_reports_and_ends_with_a_whole_record) {
    opened it(path("j"));
    it.answer(succeeded("a"));
    const std::string safe = read("j");
    for (int count = 0; count < 64; ++count)
        it.append(succeeded("b" + std::to_string(count)));
    {
        // Room for some records of the batch and a part of the next.
        const full_disk full(safe.size() + 500);
        it.journal.commit();
    }
    BOOST_TEST((it.journal.error() == boost::system::errc::file_too_large));
    BOOST_TEST(read("j") == safe);
}

BOOST_AUTO_TEST_CASE(fault_B6_journal_full_takes_nothing_more_until_it_is_opened_again) {
    {
        opened it(path("j"));
        const std::string safe = read("j");
        it.append(succeeded("lost"));
        {
            const full_disk full(safe.size());
            it.journal.commit();
        }
        BOOST_TEST(it.journal.error().failed());
        it.answer(succeeded("late"));
        BOOST_TEST(it.journal.error().failed());
        BOOST_TEST(read("j") == safe);
    }
    opened again(path("j"));
    BOOST_TEST(again.known.empty());
    again.answer(succeeded("a"));
    BOOST_TEST(!again.journal.error());
}

BOOST_AUTO_TEST_CASE(fault_B6_journal_full_at_its_beginning_is_refused_and_leaves_none) {
    {
        const full_disk full(10);
        const std::string why = problem(path("j"));
        BOOST_TEST(why.ends_with("File too large"), why);
    }
    BOOST_TEST(read("j") == "");
    BOOST_TEST(problem(path("j")) == "none");
}

BOOST_AUTO_TEST_SUITE_END()
