// SPDX-License-Identifier: BSL-1.0
#include "cli/base/usage_error.hpp"
#include "cli/input/shard.hpp"

#include <boost/test/unit_test.hpp>

#include <map>
#include <string>
#include <vector>

using namespace mrs::cli;

namespace shards {
namespace {

using variables = std::map<std::string, std::string>;

shard parsed(std::string_view text, const variables& set = {}) {
    return parse_shard(text, [&set](const char* name) {
        const auto found = set.find(name);
        return found == set.end() ? std::string() : found->second;
    });
}

/// A shard as `index/count` with the index counted from 0, or what is said against it.
std::string shard_of(std::string_view text, const variables& set = {}) {
    try {
        const shard part = parsed(text, set);
        return std::to_string(part.index()) + '/' + std::to_string(part.count());
    } catch (const usage_error& error) {
        return error.what();
    }
}

variables slurm(const char* id, const char* min, const char* max, const char* step,
                const char* count) {
    return {{"SLURM_ARRAY_TASK_ID", id},
            {"SLURM_ARRAY_TASK_MIN", min},
            {"SLURM_ARRAY_TASK_MAX", max},
            {"SLURM_ARRAY_TASK_STEP", step},
            {"SLURM_ARRAY_TASK_COUNT", count}};
}

constexpr char uneven[] =
    "--shard auto: the Slurm array's indexes are not evenly spaced; give --shard I/N";

} // namespace
} // namespace shards

BOOST_AUTO_TEST_SUITE(shards)

BOOST_AUTO_TEST_CASE(are_read_from_the_command_line) {
    BOOST_TEST(shard_of("1/3") == "0/3");
    BOOST_TEST(shard_of("3/3") == "2/3");
    BOOST_TEST(shard_of("1/1") == "0/1");
    BOOST_TEST(shard_of("10000/10000") == "9999/10000");
    for (const char* const text : {"", "1", "/", "1/", "/3", "a/3", "1/b", "-1/3", "1/3/5", " 1/3",
                                   "1/3 ", "+1/3", "0x1/3", "99999999999999999999/3", "Auto"})
        BOOST_TEST(shard_of(text) == "--shard is neither auto nor a part such as 1/3", text);
    for (const char* const text : {"1/0", "1/10001"})
        BOOST_TEST(shard_of(text) == "--shard has a number of shards that is not from 1 to 10000");
    for (const char* const text : {"0/3", "4/3"})
        BOOST_TEST(shard_of(text) == "--shard is not one of 1/3 to 3/3");
}

BOOST_AUTO_TEST_CASE(share_all_keys_evenly) {
    constexpr int keys = 100'000;
    row_hasher hash;
    for (const int count : {1, 2, 3, 7, 16}) {
        std::vector<int> found(static_cast<std::size_t>(count));
        for (int id = 0; id < keys; ++id) {
            const row_key key = hash("c", std::to_string(id));
            int owners = 0;
            for (int index = 1; index <= count; ++index) {
                const shard part = parsed(std::to_string(index) + '/' + std::to_string(count));
                if (!part.contains(key))
                    continue;
                ++owners;
                ++found[static_cast<std::size_t>(index - 1)];
            }
            BOOST_REQUIRE(owners == 1);
        }
        for (const int members : found)
            BOOST_TEST(double(members) == double(keys) / count, boost::test_tools::tolerance(0.05));
    }
    BOOST_TEST(shard().contains(hash("c", "x")));
}

BOOST_AUTO_TEST_CASE(are_those_of_a_kubernetes_job) {
    BOOST_TEST(shard_of("auto", {{"JOB_COMPLETION_INDEX", "0"}, {"MRS_SHARD_COUNT", "3"}}) ==
               "0/3");
    BOOST_TEST(shard_of("auto", {{"JOB_COMPLETION_INDEX", "2"}, {"MRS_SHARD_COUNT", "3"}}) ==
               "2/3");
    BOOST_TEST(shard_of("auto", {{"JOB_COMPLETION_INDEX", "3"}, {"MRS_SHARD_COUNT", "3"}}) ==
               "--shard auto: JOB_COMPLETION_INDEX is 3, which is none of 3 shards");
    BOOST_TEST(shard_of("auto", {{"JOB_COMPLETION_INDEX", "0"}}) ==
               "--shard auto: JOB_COMPLETION_INDEX is set, but MRS_SHARD_COUNT is not, which tells"
               " how many there are");
}

BOOST_AUTO_TEST_CASE(are_those_of_a_slurm_array) {
    BOOST_TEST(shard_of("auto", slurm("0", "0", "3", "1", "4")) == "0/4");
    BOOST_TEST(shard_of("auto", slurm("4", "1", "4", "1", "4")) == "3/4");
    BOOST_TEST(shard_of("auto", slurm("5", "1", "7", "2", "4")) == "2/4");
    BOOST_TEST(shard_of("auto", slurm("5", "5", "5", "1", "1")) == "0/1");
    auto set = slurm("5", "1", "7", "2", "4");
    set["MRS_SHARD_COUNT"] = "10";
    BOOST_TEST(shard_of("auto", set) == "2/10");
    set["MRS_SHARD_COUNT"] = "2";
    BOOST_TEST(shard_of("auto", set) ==
               "--shard auto: SLURM_ARRAY_TASK_ID is 5, which is none of 2 shards");
    set.erase("MRS_SHARD_COUNT");
    set.erase("SLURM_ARRAY_TASK_MAX");
    BOOST_TEST(shard_of("auto", set) == "2/4");
}

BOOST_AUTO_TEST_CASE(are_not_guessed_of_another_slurm_array) {
    for (const char* const id : {"1", "2", "9"})
        BOOST_TEST(shard_of("auto", slurm(id, "1", "9", "1", "3")) == uneven, id);
    BOOST_TEST(shard_of("auto", slurm("2", "1", "7", "2", "4")) == uneven);
    BOOST_TEST(shard_of("auto", slurm("0", "1", "4", "1", "4")) == uneven);
    BOOST_TEST(shard_of("auto", slurm("1", "1", "4", "0", "4")) == uneven);
    for (const char* const name : {"SLURM_ARRAY_TASK_MIN", "SLURM_ARRAY_TASK_STEP"}) {
        auto set = slurm("1", "1", "4", "1", "4");
        set.erase(name);
        BOOST_TEST(shard_of("auto", set) == "--shard auto: " + std::string(name) + " is not set");
    }
    auto set = slurm("1", "1", "4", "1", "4");
    set.erase("SLURM_ARRAY_TASK_COUNT");
    BOOST_TEST(shard_of("auto", set) ==
               "--shard auto: SLURM_ARRAY_TASK_ID is set, but neither SLURM_ARRAY_TASK_COUNT nor"
               " MRS_SHARD_COUNT is, which tells how many there are");
}

BOOST_AUTO_TEST_CASE(are_those_of_an_aws_batch_array) {
    variables set{{"AWS_BATCH_JOB_ARRAY_INDEX", "9"}, {"AWS_BATCH_JOB_ARRAY_SIZE", "10"}};
    BOOST_TEST(shard_of("auto", set) == "9/10");
    set["MRS_SHARD_COUNT"] = "20";
    BOOST_TEST(shard_of("auto", set) == "9/20");
    set.erase("AWS_BATCH_JOB_ARRAY_SIZE");
    BOOST_TEST(shard_of("auto", set) == "9/20");
    set.erase("MRS_SHARD_COUNT");
    BOOST_TEST(shard_of("auto", set) ==
               "--shard auto: AWS_BATCH_JOB_ARRAY_INDEX is set, but neither"
               " AWS_BATCH_JOB_ARRAY_SIZE nor MRS_SHARD_COUNT is, which tells how many there are");
}

BOOST_AUTO_TEST_CASE(of_no_scheduler_or_of_two_are_refused) {
    BOOST_TEST(shard_of("auto", {{"MRS_SHARD_COUNT", "3"}}) ==
               "--shard auto: no scheduler is known here: none of JOB_COMPLETION_INDEX,"
               " SLURM_ARRAY_TASK_ID, AWS_BATCH_JOB_ARRAY_INDEX is set");
    BOOST_TEST(shard_of("auto", {{"JOB_COMPLETION_INDEX", "0"},
                                 {"AWS_BATCH_JOB_ARRAY_INDEX", "0"},
                                 {"MRS_SHARD_COUNT", "3"}}) ==
               "--shard auto: both JOB_COMPLETION_INDEX and AWS_BATCH_JOB_ARRAY_INDEX are set;"
               " give --shard I/N");
}

BOOST_AUTO_TEST_CASE(of_a_scheduler_are_numbers_in_bounds) {
    for (const char* const bad : {"x", "-1", "1.0", " 1", "99999999999999999999"}) {
        BOOST_TEST(shard_of("auto", {{"JOB_COMPLETION_INDEX", bad}, {"MRS_SHARD_COUNT", "3"}}) ==
                   "--shard auto: JOB_COMPLETION_INDEX is not a whole number");
        BOOST_TEST(shard_of("auto", {{"JOB_COMPLETION_INDEX", "0"}, {"MRS_SHARD_COUNT", bad}}) ==
                   "--shard auto: MRS_SHARD_COUNT is not a whole number");
    }
    for (const char* const bad : {"0", "10001"})
        BOOST_TEST(shard_of("auto", {{"JOB_COMPLETION_INDEX", "0"}, {"MRS_SHARD_COUNT", bad}}) ==
                   "--shard auto: MRS_SHARD_COUNT is not from 1 to 10000");
}

BOOST_AUTO_TEST_SUITE_END()
