// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_INPUT_BLOCK_STORE_HPP
#define MRS_CLI_INPUT_BLOCK_STORE_HPP

#include "cli/input/temporary_file.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <vector>

namespace mrs::cli {

/// An array of blocks that begin as zeros: a few in memory, more of them in a temporary file, of
/// which one block is in memory.
class block_store {
public:
    static constexpr std::size_t block_size = 4096;
    /// As many as that need no file.
    static constexpr std::size_t most_in_memory = 16;

    using block = std::array<unsigned char, block_size>;

    /// @throws boost::system::system_error, as every function here
    explicit block_store(std::size_t count);

    [[nodiscard]] std::size_t count() const noexcept { return count_; }

    /// A block to read; it stays valid until another is asked for.
    const block& read(std::size_t index);
    /// The same, to be changed.
    block& change(std::size_t index);

private:
    block& load(std::size_t index);

    std::size_t count_;
    std::optional<temporary_file> file_;
    std::vector<block> loaded_; ///< All of them, or one of the file's.
    std::size_t at_ = 0;        ///< Which one of the file's; `count_` for none.
    bool changed_ = false;
};

} // namespace mrs::cli

#endif
