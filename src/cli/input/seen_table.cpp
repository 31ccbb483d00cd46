// SPDX-License-Identifier: BSL-1.0
#include "cli/input/seen_table.hpp"

#include <algorithm>
#include <bit>
#include <utility>

namespace mrs::cli {

namespace {

using block = block_store::block;

// A block is a row of entries: a key and its state, which is 0 where the entry is free.
constexpr std::size_t entry_size = row_key::size + 1;
constexpr std::size_t entries = block_store::block_size / entry_size;

/// Where a key is in a block, or where it may be put.
struct place {
    std::size_t at;
    std::uint8_t state; ///< 0 where the entry is free.
};

/// Nothing where the key is not in the block, and the block is full.
std::optional<place> find(const block& in, const row_key& key) noexcept {
    const auto& bytes = key.bytes();
    const std::size_t first =
        (bytes[row_key::size - 2] * 256U + bytes[row_key::size - 1]) % entries;
    for (std::size_t tried = 0; tried < entries; ++tried) {
        const std::size_t at = (first + tried) % entries * entry_size;
        const std::uint8_t state = in[at + row_key::size];
        if (state == 0 || std::equal(bytes.begin(), bytes.end(), in.begin() + at))
            return place{at, state};
    }
    return std::nullopt;
}

/// @param count of blocks, a power of two
std::size_t block_of(const row_key& key, std::size_t count) noexcept {
    return key.number() >> (64 - std::countr_zero(count));
}

std::optional<row_state> put(block_store& blocks, const row_key& key, row_state state) {
    std::size_t index = block_of(key, blocks.count());
    auto found = find(blocks.read(index), key);
    while (!found) {
        index = (index + 1) % blocks.count();
        found = find(blocks.read(index), key);
    }
    if (found->state != 0)
        return static_cast<row_state>(found->state);
    block& changing = blocks.change(index);
    std::copy(key.bytes().begin(), key.bytes().end(), changing.begin() + found->at);
    changing[found->at + row_key::size] = static_cast<std::uint8_t>(state);
    return std::nullopt;
}

/// Puts those keys of a block into a larger table whose block there is odd, or even.
void move_half(const block& from, bool odd, block_store& to) {
    for (std::size_t at = 0; at < entries * entry_size; at += entry_size) {
        const std::uint8_t state = from[at + row_key::size];
        if (state == 0)
            continue;
        std::array<unsigned char, row_key::size> bytes;
        std::copy_n(from.begin() + at, bytes.size(), bytes.begin());
        const row_key key(bytes);
        if ((block_of(key, to.count()) % 2 != 0) == odd)
            put(to, key, static_cast<row_state>(state));
    }
}

} // namespace

std::optional<row_state> seen_table::insert(const row_key& key, row_state state) {
    if (size_ >= blocks_.count() * entries / 2)
        grow();
    const auto before = put(blocks_, key, state);
    if (!before)
        ++size_;
    return before;
}

/// A block's keys go to two neighbours, so that this reads and writes one file after the other.
void seen_table::grow() {
    block_store larger(2 * blocks_.count());
    for (std::size_t index = 0; index < blocks_.count(); ++index) {
        const block& from = blocks_.read(index);
        move_half(from, false, larger);
        move_half(from, true, larger);
    }
    blocks_ = std::move(larger);
}

} // namespace mrs::cli
