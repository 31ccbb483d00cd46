// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_INPUT_KNOWN_ROWS_HPP
#define MRS_CLI_INPUT_KNOWN_ROWS_HPP

#include "cli/input/row_key.hpp"

#include <boost/unordered/unordered_flat_map.hpp>

#include <cstddef>
#include <cstdint>

namespace mrs::cli {

/// What is known of a row before it is tried.
enum class row_state : std::uint8_t {
    seen,     ///< It is there already: another of the kind is a duplicate.
    answered, ///< A run before this one has its answer.
};

struct row_key_hash {
    using is_avalanching = void;
    std::size_t operator()(const row_key& key) const noexcept { return key.rest(); }
};

/// 20 to 40 bytes a row.
using known_rows = boost::unordered_flat_map<row_key, row_state, row_key_hash>;

} // namespace mrs::cli

#endif
