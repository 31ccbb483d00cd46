// SPDX-License-Identifier: BSL-1.0
#include "cli/journal/journal.hpp"
#include "journal_runs.hpp"
#include "scratch.hpp"
#include "unprinted_texts.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

using namespace mrs::cli;

namespace journals {
namespace {

using list = std::vector<std::string>;

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != text.npos;
}

mode_t mode_of(const std::string& file) {
    struct stat status {};
    BOOST_REQUIRE(::stat(file.c_str(), &status) == 0);
    return status.st_mode & 07777;
}

} // namespace
} // namespace journals

BOOST_FIXTURE_TEST_SUITE(journals, scratch)

BOOST_AUTO_TEST_CASE(are_created_for_their_owner_alone) {
    opened first(path("j"));
    BOOST_TEST(first.known.empty());
    BOOST_TEST(mode_of(path("j")) == 0600u);
    BOOST_TEST(read("j") ==
               R"({"journal":"mrs-cancel","version":2,"job":[["endpoint","https://mrs.test"],)"
               R"(["project","p1"],["cluster","c1"],["input","ids.txt"]],"crc32":"1c985986"})"
               "\n");
}

BOOST_AUTO_TEST_CASE(remember_answers_and_nothing_else) {
    {
        opened first(path("j"));
        first.append(succeeded("a"));
        first.append(decided(mrs::cancel_status::failed, "no", "b"));
        first.append(failed_with(mrs::errc::call_timeout));
        first.append(failed_with(mrs::errc::invalid_argument, {}, 0));
        first.append(failed_with(mrs::errc::unauthorized));
        first.append(failed_with(mrs::errc::rejected));
        first.append(failed_with(mrs::errc::sql_not_found));
        first.journal.commit();
        BOOST_TEST(!first.journal.error());
    }
    opened second(path("j"));
    BOOST_TEST(second.known == (list{"c1/a/0", "c1/b/1", "c1/id/2"}));
    second.answer(succeeded("c"));
}

BOOST_AUTO_TEST_CASE(go_on_behind_what_they_have) {
    for (int run = 0; run < 5; ++run) {
        opened it(path("j"));
        BOOST_TEST(it.known.size() == static_cast<std::size_t>(run));
        it.answer(succeeded(std::to_string(run)));
    }
    BOOST_TEST(opened(path("j")).known == (list{"c1/0/0", "c1/1/0", "c1/2/0", "c1/3/0", "c1/4/0"}));
}

BOOST_AUTO_TEST_CASE(write_at_a_commit_and_not_before) {
    opened it(path("j"));
    const std::string header = read("j");
    it.append(succeeded("a"));
    BOOST_TEST(read("j") == header);
    it.journal.commit();
    BOOST_TEST(read("j").size() > header.size());
    const std::string all = read("j");
    it.journal.commit();
    BOOST_TEST(read("j") == all);
}

BOOST_AUTO_TEST_CASE(tolerate_an_id_that_comes_twice) {
    {
        opened it(path("j"));
        it.answer(succeeded("a"));
        it.answer(succeeded("a"));
    }
    BOOST_TEST(opened(path("j")).known == (list{"c1/a/0", "c1/a/0"}));
}

BOOST_AUTO_TEST_CASE(of_another_job_are_refused_for_each_field) {
    opened(path("j")).answer(succeeded("a"));
    const std::string before = read("j");
    const job mine = some_job();
    const auto& fields = mine.fields();
    for (std::size_t changed = 0; changed < fields.size(); ++changed) {
        auto other = fields;
        other[changed].second += "x";
        const std::string text = problem(path("j"), job(other));
        BOOST_TEST(contains(text, "another job: its " + fields[changed].first + " is '" +
                                      fields[changed].second + "', this run's is '" +
                                      other[changed].second + "'"),
                   text);
    }
    BOOST_TEST(contains(problem(path("j"), some_job().add("shard", "1/2")), "shard is '1/2'"));
    BOOST_TEST(read("j") == before);
}

BOOST_AUTO_TEST_CASE(of_another_version_are_refused) {
    write("j", "{\"journal\":\"mrs-cancel\",\"version\":3,\"job\":[]}\n");
    BOOST_TEST(contains(problem(path("j")), "version 3"));
}

BOOST_AUTO_TEST_CASE(belong_to_one_process_at_a_time) {
    {
        const opened mine(path("j"));
        BOOST_TEST(contains(problem(path("j")), "is in use by another process"));
        const pid_t child = ::fork();
        if (child == 0)
            ::_exit(contains(problem(path("j")), "is in use by another process") ? 0 : 1);
        int status = -1;
        BOOST_REQUIRE(::waitpid(child, &status, 0) == child);
        BOOST_TEST(status == 0);
    }
    BOOST_TEST(problem(path("j")) == "none");
}

BOOST_AUTO_TEST_CASE(that_cannot_be_had_are_refused) {
    BOOST_TEST(contains(problem(path("no/j")), "No such file"));
    BOOST_TEST(contains(problem("/dev/null"), "not a regular file"));
    BOOST_TEST(contains(problem(path("")), "Is a directory"));
    BOOST_REQUIRE(::mkfifo(path("pipe").c_str(), 0600) == 0);
    BOOST_TEST(contains(problem(path("pipe")), "not a regular file"));
    BOOST_TEST(names() == list{"pipe"});
}

BOOST_AUTO_TEST_SUITE_END()
