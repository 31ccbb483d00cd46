// SPDX-License-Identifier: BSL-1.0
#include "cli/input/shard.hpp"

#include "cli/base/usage_error.hpp"
#include "cli/input/array_task.hpp"
#include "cli/input/whole_number.hpp"

namespace mrs::cli {

shard parse_shard(std::string_view text, const environment_lookup& variable) {
    if (text == "auto")
        return shard_of_array_task(variable);
    const auto slash = text.find('/');
    const auto index = whole_number(text.substr(0, slash));
    const auto count = whole_number(slash == text.npos ? "" : text.substr(slash + 1));
    if (!index || !count)
        throw usage_error("--shard is neither auto nor a part such as 1/3");
    if (*count < 1 || *count > shard::most)
        throw usage_error("--shard has a number of shards that is not from 1 to 10000");
    if (*index < 1 || *index > *count)
        throw usage_error("--shard is not one of 1/" + std::to_string(*count) + " to " +
                          std::to_string(*count) + '/' + std::to_string(*count));
    return {*index - 1, *count};
}

} // namespace mrs::cli
