// SPDX-License-Identifier: BSL-1.0
#include "cli/base/usage_error.hpp"
#include "cli/input/intake.hpp"
#include "cli/output/failed_file.hpp"
#include "full_disk.hpp"
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

/// As the command line has it where nothing but the file's name is given.
failed_form form_for(const std::string& name) {
    failed_form form;
    form.format = format_of(name);
    form.cluster = "c1";
    return form;
}

struct named_file : failed_file {
    explicit named_file(const std::string& name) : failed_file(name, form_for(name)) {}

    /// Takes its own name.
    void finish() { failed_file::finish(name()); }
};

std::string problem(const std::string& file) {
    try {
        const named_file it(file);
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
        named_file file(path("f"));
        for (int number = 0; number < 1000; ++number) {
            const std::string id = "20261124_061500_" + std::to_string(number);
            if (number % 100 != 0)
                continue;
            file.add("c1", id);
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
    named_file file(path("f"));
    file.add("c1", "a");
    BOOST_TEST(read("f") == "a\nb\n");
    file.finish();
    BOOST_TEST(read("f") == "a\n");
    BOOST_TEST(names() == list{"f"});
}

BOOST_AUTO_TEST_CASE(are_empty_where_all_succeeded) {
    named_file file(path("f"));
    file.finish();
    BOOST_TEST(read("f") == "");
}

BOOST_AUTO_TEST_CASE(have_the_format_of_their_name) {
    for (const char* const name : {"f.jsonl", "f.ndjson"}) {
        named_file file(path(name));
        file.add("c1", "a\"\n\t");
        file.finish();
        BOOST_TEST(read(name) == "{\"sql_id\":\"a\\\"\\n\\t\",\"cluster\":\"c1\"}\n");
    }
    named_file file(path("f.csv"));
    file.add("c1", "a\"b,c");
    file.finish();
    BOOST_TEST(read("f.csv") == "sql_id,cluster\n\"a\"\"b,c\",\"c1\"\n");
}

BOOST_AUTO_TEST_CASE(leave_out_what_would_be_read_back_as_other_ids) {
    for (const char* const name : {"f", "f.csv"}) {
        named_file file(path(name));
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

    named_file file(path("f.jsonl"));
    file.add("c1", "\xff");
    BOOST_TEST(file.left_out() == 1u);
}

BOOST_AUTO_TEST_CASE(leave_nothing_without_their_end) {
    write("f", "before\n");
    {
        named_file file(path("f"));
        file.add("c1", "a");
        BOOST_TEST(names().size() == 2u);
    }
    BOOST_TEST(names() == list{"f"});
    BOOST_TEST(read("f") == "before\n");
}

BOOST_AUTO_TEST_CASE(keep_a_link_to_them) {
    write("real", "a\n");
    std::filesystem::create_symlink(path("real"), path("link"));
    named_file file(path("link"));
    file.add("c1", "b");
    file.finish();
    BOOST_TEST(read("real") == "b\n");
    BOOST_TEST(std::filesystem::is_symlink(path("link")));
}

BOOST_AUTO_TEST_CASE(make_what_a_link_leads_to) {
    std::filesystem::create_directory(path("d"));
    std::filesystem::create_symlink("d/new", path("link"));
    named_file file(path("link"));
    file.add("c1", "b");
    file.finish();
    BOOST_TEST(read("d/new") == "b\n");
    BOOST_TEST(std::filesystem::is_symlink(path("link")));
}

BOOST_AUTO_TEST_CASE(name_the_ids_as_their_input_does) {
    failed_form form = form_for("f.csv");
    {
        failed_file file(path("f.csv"), form);
        file.id_field("id");
        file.id_field("sql_id");
        file.add("c1", "a");
        file.finish(file.name());
        BOOST_TEST(read("f.csv") == "id,cluster\n\"a\",\"c1\"\n");
    }
    form.fields = {"query id", "where"};
    failed_file file(path("f.csv"), form);
    file.id_field("query id");
    file.add("c1", "a");
    file.finish(file.name());
    BOOST_TEST(read("f.csv") == "\"query id\",where\n\"a\",\"c1\"\n");

    form.format = row_format::jsonl;
    failed_file objects(path("f.jsonl"), form);
    objects.add("c1", "a");
    objects.finish(objects.name());
    BOOST_TEST(read("f.jsonl") == "{\"query id\":\"a\",\"where\":\"c1\"}\n");
}

BOOST_AUTO_TEST_CASE(hold_refused_rows_as_they_stood) {
    named_file lines(path("f"));
    lines.add_refused(row_format::lines, "no\x01id");
    lines.add("c1", "a");
    lines.finish();
    BOOST_TEST(read("f") == "no\x01id\na\n");
    BOOST_TEST(lines.left_out() == 0u);

    named_file csv(path("f.csv"));
    csv.add_refused(row_format::csv, "\"open,1\nb,2");
    csv.add_refused(row_format::csv, "a,b,c");
    csv.add_refused(row_format::csv, "x\"y,1");
    csv.add("c1", "a");
    csv.finish();
    BOOST_TEST(read("f.csv") == "sql_id,cluster\na,b,c\nx\"y,1\n\"a\",\"c1\"\n\"open,1\nb,2\n");
    BOOST_TEST(csv.left_out() == 0u);
}

BOOST_AUTO_TEST_CASE(leave_out_refused_rows_that_would_become_ids) {
    named_file csv(path("f.csv"));
    csv.add_refused(row_format::csv, "note,b"); // of a header with three columns
    csv.add_refused(row_format::jsonl, "{}");
    csv.add_refused(row_format::csv, "\"open,1");
    csv.add_refused(row_format::csv, "\"open,2");
    csv.add_lost();
    csv.finish();
    BOOST_TEST(read("f.csv") == "sql_id,cluster\n\"open,1\n");
    BOOST_TEST(csv.left_out() == 4u);

    named_file lines(path("f"));
    lines.add_refused(row_format::csv, "a,b,c");
    lines.add_refused(row_format::lines, "two\nlines");
    lines.finish();
    BOOST_TEST(read("f") == "");
    BOOST_TEST(lines.left_out() == 2u);
}

BOOST_AUTO_TEST_CASE(that_cannot_be_made_are_refused) {
    BOOST_TEST(problem(path("no/f")).ends_with("No such file or directory"));
    BOOST_TEST(problem("/dev/null").ends_with("is not a regular file"));
    BOOST_TEST(problem(path("")).ends_with("is not a regular file"));
    BOOST_REQUIRE(::mkfifo(path("pipe").c_str(), 0600) == 0);
    BOOST_TEST(problem(path("pipe")).ends_with("is not a regular file"));
    BOOST_TEST(names() == list{"pipe"});
    BOOST_CHECK_THROW(check_failed_file(path("no/f")), usage_error);
    BOOST_CHECK_THROW(check_failed_file(path("pipe")), usage_error);
    check_failed_file(path("new"));
    BOOST_TEST(names() == list{"pipe"});
}

BOOST_AUTO_TEST_CASE(that_cannot_be_written_are_an_error_and_leave_the_old_one) {
    write("f", "before\n");
    {
        named_file file(path("f"));
        for (int number = 0; number < 10; ++number)
            file.add("c1", std::string(20'000, 'x'));
        const full_disk full(100'000);
        file.finish();
        BOOST_TEST((file.error() == boost::system::errc::file_too_large));
    }
    BOOST_TEST(read("f") == "before\n");
    BOOST_TEST(names() == list{"f"});
}

BOOST_AUTO_TEST_CASE(whose_name_was_taken_meanwhile_are_an_error_and_lose_nothing) {
    std::string kept;
    {
        named_file file(path("f"));
        file.add("c1", "a");
        BOOST_REQUIRE(::mkdir(path("f").c_str(), 0700) == 0);
        file.finish();
        BOOST_TEST(file.error().failed());
        kept = std::filesystem::path(file.kept_in()).filename().string();
    }
    BOOST_TEST(names() == (list{"f", kept}));
    BOOST_TEST(read(kept) == "a\n");
}

BOOST_AUTO_TEST_SUITE_END()
