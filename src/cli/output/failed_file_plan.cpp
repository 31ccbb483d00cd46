// SPDX-License-Identifier: BSL-1.0
#include "cli/output/failed_file_plan.hpp"

namespace mrs::cli {

namespace {

/// Why the file is not complete; empty where it is.
std::string lack(const failed_file_facts& facts) {
    if (facts.broke_off)
        return "the run broke off";
    if (!facts.all_read)
        return "it lacks what was not read";
    if (facts.left_out > 0)
        return "it lacks " + std::to_string(facts.left_out) +
               " ids or rows that its format cannot hold";
    return {};
}

/// Why a file that is read must not be replaced; empty where it may be.
std::string hindrance(const failed_file_facts& facts) {
    if (facts.broke_off)
        return "the run broke off";
    if (!facts.all_read)
        return "not all of the input was read";
    if (facts.is_part)
        return "the rest of it is for other shards";
    if (facts.changed)
        return "it has changed since it was read";
    if (facts.left_out > 0 || facts.set_aside)
        return "it has rows, comments or fields that would be lost";
    return {};
}

} // namespace

failed_file_plan judge(const failed_file_facts& facts) noexcept {
    failed_file_plan plan;
    plan.complete = !facts.broke_off && facts.all_read && facts.left_out == 0;
    plan.beside =
        facts.is_input && (!plan.complete || facts.is_part || facts.changed || facts.set_aside);
    return plan;
}

std::string sentence(const failed_file_facts& facts, const std::string& file,
                     const std::string& beside) {
    const std::string missing = lack(facts);
    const std::string tail = missing.empty() ? "" : ", which is not complete: " + missing;
    if (judge(facts).beside)
        return file + " was left as it is, since " + hindrance(facts) +
               ": what did not succeed is in " + beside + tail;
    return missing.empty() ? "" : file + " is not complete: " + missing;
}

} // namespace mrs::cli
