// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_INPUT_SEEN_TABLE_HPP
#define MRS_CLI_INPUT_SEEN_TABLE_HPP

#include "cli/input/block_store.hpp"
#include "cli/input/row_key.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace mrs::cli {

/// What is known of a row before it is tried.
enum class row_state : std::uint8_t {
    seen = 1, ///< It is there already: another of the kind is a duplicate.
    answered, ///< A run before this one has its answer.
};

/// The rows that are known, in memory that does not grow with their number: a hash table, most of
/// it in a temporary file.
///
/// A key's first bytes choose a block, its last a place in that block; where the block is full, the
/// next one is tried. So a key costs one block to read and one to write.
class seen_table {
public:
    /// Adds a key, or leaves the one that is there as it is, and returns what was known of it.
    /// @throws boost::system::system_error where a temporary file cannot be used, as when the disk
    ///         is full; the key then counts as not added
    std::optional<row_state> insert(const row_key& key, row_state state);

    [[nodiscard]] std::uint64_t size() const noexcept { return size_; }

private:
    void grow();

    block_store blocks_{block_store::most_in_memory};
    std::uint64_t size_ = 0;
};

} // namespace mrs::cli

#endif
