// SPDX-License-Identifier: BSL-1.0
#include "cli/input/array_task.hpp"

#include "cli/base/usage_error.hpp"
#include "cli/input/whole_number.hpp"

#include <array>

namespace mrs::cli {

namespace {

constexpr char own_count[] = "MRS_SHARD_COUNT";

/// How a scheduler names things. It tells of itself by setting the index.
struct scheduler {
    const char* index;
    const char* count; ///< Null where it does not tell.
};

constexpr char slurm_index[] = "SLURM_ARRAY_TASK_ID";
constexpr std::array<scheduler, 3> schedulers{{
    {"JOB_COMPLETION_INDEX", nullptr},
    {slurm_index, "SLURM_ARRAY_TASK_COUNT"},
    {"AWS_BATCH_JOB_ARRAY_INDEX", "AWS_BATCH_JOB_ARRAY_SIZE"},
}};

[[noreturn]] void complain(const std::string& text) {
    throw usage_error("--shard auto: " + text);
}

std::uint64_t number_in(const char* name, const environment_lookup& variable) {
    const std::string text = variable(name);
    if (text.empty())
        complain(std::string(name) + " is not set");
    const auto number = whole_number(text);
    if (!number)
        complain(std::string(name) + " is not a whole number");
    return *number;
}

const scheduler& find_scheduler(const environment_lookup& variable) {
    const scheduler* found = nullptr;
    std::string names;
    for (const scheduler& one : schedulers) {
        names += names.empty() ? "" : ", ";
        names += one.index;
        if (variable(one.index).empty())
            continue;
        if (found != nullptr)
            complain(std::string("both ") + found->index + " and " + one.index +
                     " are set; give --shard I/N");
        found = &one;
    }
    if (found == nullptr)
        complain("no scheduler is known here: none of " + names + " is set");
    return *found;
}

std::uint64_t count_of(const scheduler& one, const environment_lookup& variable) {
    const char* name = own_count;
    if (variable(own_count).empty()) {
        if (one.count == nullptr)
            complain(std::string(one.index) + " is set, but " + own_count +
                     " is not, which tells how many there are");
        if (variable(one.count).empty())
            complain(std::string(one.index) + " is set, but neither " + one.count + " nor " +
                     own_count + " is, which tells how many there are");
        name = one.count;
    }
    const std::uint64_t count = number_in(name, variable);
    if (count < 1 || count > shard::most)
        complain(std::string(name) + " is not from 1 to 10000");
    return count;
}

/// The place of a task whose number is one of MIN, MIN + STEP and so on. Of any other list, such as
/// 1,2,9, Slurm does not tell the places.
std::uint64_t place_in_slurm_array(std::uint64_t id, const environment_lookup& variable) {
    const std::uint64_t first = number_in("SLURM_ARRAY_TASK_MIN", variable);
    const std::uint64_t step = number_in("SLURM_ARRAY_TASK_STEP", variable);
    bool even = step > 0 && id >= first && (id - first) % step == 0;
    const auto last = whole_number(variable("SLURM_ARRAY_TASK_MAX"));
    const auto count = whole_number(variable("SLURM_ARRAY_TASK_COUNT"));
    if (even && last && count)
        even = *last >= first && (*last - first) / step + 1 == *count;
    if (!even)
        complain("the Slurm array's indexes are not evenly spaced; give --shard I/N");
    return (id - first) / step;
}

} // namespace

shard shard_of_array_task(const environment_lookup& variable) {
    const scheduler& one = find_scheduler(variable);
    const std::uint64_t id = number_in(one.index, variable);
    const std::uint64_t index = one.index == slurm_index ? place_in_slurm_array(id, variable) : id;
    const std::uint64_t count = count_of(one, variable);
    if (index >= count)
        complain(std::string(one.index) + " is " + std::to_string(id) + ", which is none of " +
                 std::to_string(count) + " shards");
    return {index, count};
}

} // namespace mrs::cli
