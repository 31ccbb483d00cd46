// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_OUTPUT_FAILED_FILE_PLAN_HPP
#define MRS_CLI_OUTPUT_FAILED_FILE_PLAN_HPP

#include <cstdint>
#include <string>

namespace mrs::cli {

/// What is known at a run's end of its --failed-file, and of what there is to be in it.
struct failed_file_facts {
    bool is_input = false;      ///< The name is one of the files that were read, or were to be.
    bool changed = false;       ///< That file is not the one that was read, or not in that state.
    bool all_read = false;      ///< Every source, to its end.
    bool broke_off = false;     ///< The run ended by an error of its own, and may have lost ids.
    bool is_part = false;       ///< Other shards do the rest.
    bool set_aside = false;     ///< There are refused rows, comments, or fields that nobody read,
                                ///< or the file is in another format than its name tells.
    std::uint64_t left_out = 0; ///< Ids and rows that the format cannot hold.
};

/// What to do about it.
struct failed_file_plan {
    bool beside = false;   ///< Leave the file of that name as it is: the ids go beside it.
    bool complete = false; ///< Every id is there that did not succeed or was not tried.
};

/// A list that was not wholly used up is not replaced: it would be lost.
failed_file_plan judge(const failed_file_facts& facts) noexcept;

/// What there is to say of it, in one line without its end; empty where all is as it was asked for.
/// @param file   as --failed-file names it
/// @param beside where the ids are in its place
std::string sentence(const failed_file_facts& facts, const std::string& file,
                     const std::string& beside);

} // namespace mrs::cli

#endif
