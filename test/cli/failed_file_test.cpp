// SPDX-License-Identifier: BSL-1.0
#include "cli/input/intake.hpp"
#include "cli/options/usage_error.hpp"
#include "cli/output/failed_file.hpp"
#include "full_disk.hpp"
#include "outcomes.hpp"
#include "scratch.hpp"
#include "unprinted_texts.hpp"

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <string>
#include <sys/stat.h>
#include <vector>

using namespace mrs::cli;

namespace failed_files {
namespace {

using list = std::vector<std::string>;

std::string complaint(const std::string& file) {
    try {
        const failed_file it(file);
        return "none";
    } catch (const usage_error& error) {
        return error.what();
    }
}

} // namespace
} // namespace failed_files

BOOST_FIXTURE_TEST_SUITE(failed_files, scratch)

BOOST_AUTO_TEST_CASE(fault_B8_failed_file_is_input_again) {
    list failed;
    {
        failed_file file(path("f"));
        for (int number = 0; number < 1000; ++number) {
            const std::string id = "20261124_061500_" + std::to_string(number);
            if (number % 100 != 0) {
                file.add(succeeded(id));
                continue;
            }
            file.add(decided(mrs::cancel_status::failed, "cannot be stopped", id));
            failed.push_back(id);
        }
        file.finish();
        BOOST_TEST(!file.error());
        BOOST_TEST(file.left_out() == 0u);
    }
    list found;
    intake_options chosen;
    chosen.cluster = "c1";
    intake again({input_source::file(path("f"))}, chosen, {}, {});
    while (!again.all_read())
        again.read();
    while (auto row = again.next())
        found.push_back(row->id);
    BOOST_TEST(found == failed);
}

BOOST_AUTO_TEST_CASE(fault_B8_failed_file_may_take_the_place_of_this_runs_input) {
    write("f", "a\nb\n");
    failed_file file(path("f"));
    file.add("c1", "a");
    BOOST_TEST(read("f") == "a\nb\n");
    file.finish();
    BOOST_TEST(read("f") == "a\n");
    BOOST_TEST(names() == list{"f"});
}

BOOST_AUTO_TEST_CASE(have_what_was_not_answered_too) {
    failed_file file(path("f"));
    file.add(failed_with(mrs::errc::call_timeout));
    file.add("c1", "never tried");
    file.finish();
    BOOST_TEST(read("f") == "id\nnever tried\n");
}

BOOST_AUTO_TEST_CASE(are_empty_where_all_succeeded) {
    failed_file file(path("f"));
    file.add(succeeded());
    file.finish();
    BOOST_TEST(read("f") == "");
}

BOOST_AUTO_TEST_CASE(have_the_format_of_their_name) {
    for (const char* const name : {"f.jsonl", "f.ndjson"}) {
        failed_file file(path(name));
        file.add("c1", "a\"\n\t");
        file.finish();
        BOOST_TEST(read(name) == "{\"sql_id\":\"a\\\"\\n\\t\",\"cluster\":\"c1\"}\n");
    }
    failed_file file(path("f.csv"));
    file.add("c1", "a\"b,c");
    file.finish();
    BOOST_TEST(read("f.csv") == "sql_id,cluster\n\"a\"\"b,c\",\"c1\"\n");
}

BOOST_AUTO_TEST_CASE(leave_out_what_would_be_read_back_as_other_ids) {
    for (const char* const name : {"f", "f.csv"}) {
        failed_file file(path(name));
        for (const char* const id :
             {"a\nb", "a\r", "a\tb", "\x7f", "#a", " a", "a ", "", "\ufeffa"})
            file.add("c1", id);
        file.add("c1", "a # b");
        file.finish();
        BOOST_TEST(file.left_out() == 9u);
        BOOST_TEST(!file.error());
    }
    BOOST_TEST(read("f") == "a # b\n");
    BOOST_TEST(read("f.csv") == "sql_id,cluster\n\"a # b\",\"c1\"\n");

    failed_file file(path("f.jsonl"));
    file.add("c1", "\xff");
    BOOST_TEST(file.left_out() == 1u);
}

BOOST_AUTO_TEST_CASE(leave_nothing_without_their_end) {
    write("f", "before\n");
    {
        failed_file file(path("f"));
        file.add("c1", "a");
        BOOST_TEST(names().size() == 2u);
    }
    BOOST_TEST(names() == list{"f"});
    BOOST_TEST(read("f") == "before\n");
}

BOOST_AUTO_TEST_CASE(keep_a_link_to_them) {
    write("real", "a\n");
    std::filesystem::create_symlink(path("real"), path("link"));
    failed_file file(path("link"));
    file.add("c1", "b");
    file.finish();
    BOOST_TEST(read("real") == "b\n");
    BOOST_TEST(std::filesystem::is_symlink(path("link")));
}

BOOST_AUTO_TEST_CASE(that_cannot_be_made_are_refused) {
    BOOST_TEST(complaint(path("no/f")).ends_with("No such file or directory"));
    BOOST_TEST(complaint("/dev/null").ends_with("is not a regular file"));
    BOOST_TEST(complaint(path("")).ends_with("is not a regular file"));
    BOOST_TEST(names() == list{});
}

BOOST_AUTO_TEST_CASE(that_cannot_be_written_are_an_error_and_leave_the_old_one) {
    write("f", "before\n");
    {
        failed_file file(path("f"));
        for (int number = 0; number < 10; ++number)
            file.add("c1", std::string(20'000, 'x'));
        const full_disk full(100'000);
        file.finish();
        BOOST_TEST((file.error() == boost::system::errc::file_too_large));
    }
    BOOST_TEST(read("f") == "before\n");
    BOOST_TEST(names() == list{"f"});
}

BOOST_AUTO_TEST_CASE(whose_name_was_taken_meanwhile_are_an_error) {
    {
        failed_file file(path("f"));
        BOOST_REQUIRE(::mkdir(path("f").c_str(), 0700) == 0);
        file.finish();
        BOOST_TEST(file.error().failed());
    }
    BOOST_TEST(names() == list{"f"});
}

BOOST_AUTO_TEST_SUITE_END()
