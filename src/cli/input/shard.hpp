// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_INPUT_SHARD_HPP
#define MRS_CLI_INPUT_SHARD_HPP

#include "cli/input/row_key.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace mrs::cli {

/// The value of an environment variable; empty where it is not set.
using environment_lookup = std::function<std::string(const char* name)>;

/// One of the parts of an input that several machines share among them. Each row is in exactly one.
class shard {
public:
    static constexpr std::uint64_t most = 10'000;

    /// All there is.
    shard() = default;

    /// @param index 0 to `count` - 1
    /// @param count 1 to `most`
    shard(std::uint64_t index, std::uint64_t count) noexcept : index_(index), count_(count) {}

    [[nodiscard]] bool contains(const row_key& key) const noexcept {
        return key.number() % count_ == index_;
    }

    [[nodiscard]] std::uint64_t index() const noexcept { return index_; }
    [[nodiscard]] std::uint64_t count() const noexcept { return count_; }

private:
    std::uint64_t index_ = 0;
    std::uint64_t count_ = 1;
};

/// Reads `I/N`, such as 1/3, 2/3 and 3/3, or `auto` for what a scheduler says in the environment.
/// @throws usage_error
shard parse_shard(std::string_view text, const environment_lookup& variable);

} // namespace mrs::cli

#endif
