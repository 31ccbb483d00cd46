// SPDX-License-Identifier: BSL-1.0
#include "cli/base/usage_error.hpp"
#include "cli/journal/journal.hpp"
#include "cli/journal/record.hpp"
#include "journal_runs.hpp"
#include "scratch.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

using namespace mrs::cli;

namespace {

/// A journal with three answers and a mark.
std::string marked_journal() {
    return to_header(some_job()) + to_record(succeeded("a1"), some_time) +
           to_record(decided(mrs::cancel_status::failed, "no", "b2"), some_time) +
           to_mark({{2, 3}}) + to_record(succeeded("c3"), some_time);
}

/// What is known of a journal that has been changed: "refused", "torn", or "whole"; and that no id
/// became another.
std::string found(const std::string& file) {
    try {
        const opened it(file, some_job(), file_access::read);
        const std::vector<std::string> all{"c1/a1/0", "c1/b2/1", "c1/c3/0"};
        BOOST_REQUIRE(std::includes(all.begin(), all.end(), it.known.begin(), it.known.end()));
        return it.journal.torn() ? "torn" : "whole";
    } catch (const usage_error&) {
        return "refused";
    }
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(journal_seals, scratch)

BOOST_AUTO_TEST_CASE(notice_every_byte_that_is_changed) {
    const std::string whole = marked_journal();
    // With the end of the line before it, the last line begins earlier.
    const std::size_t last = whole.rfind('\n', whole.size() - 2);
    BOOST_TEST(found(write("j", whole)) == "whole");
    for (std::size_t at = 0; at < whole.size(); ++at) {
        for (const int flip : {0x01, 0x02, 0x20, 0x80}) {
            std::string changed = whole;
            changed[at] = static_cast<char>(changed[at] ^ flip);
            BOOST_REQUIRE_MESSAGE(found(write("j", changed)) == (at < last ? "refused" : "torn"),
                                  "byte " << at << ", " << flip);
        }
    }
}

BOOST_AUTO_TEST_CASE(notice_a_byte_that_is_lost_or_added) {
    const std::string whole = marked_journal();
    for (std::size_t at = 0; at < whole.size(); ++at) {
        std::string changed = whole;
        BOOST_REQUIRE(found(write("j", changed.erase(at, 1))) != "whole");
        changed = whole;
        BOOST_REQUIRE(found(write("j", changed.insert(at, 1, 'x'))) != "whole");
    }
}

BOOST_AUTO_TEST_CASE(are_missed_in_journals_of_before_there_were_any) {
    write("j", "{\"journal\":\"mrs-cancel\",\"version\":1,\"job\":[]}\n"
               "{\"id\":\"x\",\"outcome\":\"SUCCEED\"}\n");
    const std::string why = problem(path("j"));
    BOOST_TEST(why.ends_with("has the format version 1, and this program reads version 2"), why);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(journals_that_are_only_read, scratch)

BOOST_AUTO_TEST_CASE(stay_as_they_are) {
    const std::string torn = marked_journal() + "{\"at\"";
    write("j", torn);
    std::filesystem::permissions(path("j"), std::filesystem::perms::owner_read);
    const opened it(path("j"), some_job(), file_access::read);
    BOOST_TEST(it.known.size() == 3u);
    BOOST_TEST(it.journal.torn());
    BOOST_TEST(read("j") == torn);
    BOOST_TEST(opened(write("empty", ""), some_job(), file_access::read).known.empty());
    BOOST_TEST(read("empty") == "");
}

BOOST_AUTO_TEST_CASE(are_not_made) {
    BOOST_CHECK_THROW(opened(path("j"), some_job(), file_access::read), usage_error);
    BOOST_TEST(!std::filesystem::exists(path("j")));
}

BOOST_AUTO_TEST_SUITE_END()
