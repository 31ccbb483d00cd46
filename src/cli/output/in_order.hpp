// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_OUTPUT_IN_ORDER_HPP
#define MRS_CLI_OUTPUT_IN_ORDER_HPP

#include "cli/output/outcome.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>

namespace mrs::cli {

/// Gives outcomes back in the order of their index, whatever the order in which they come.
///
/// It has no limit of its own: who sends on while `held()` is large lets it grow.
class in_order {
public:
    /// Each index comes once.
    void put(outcome one);

    /// The outcome whose turn it is, if it has come.
    std::optional<outcome> next();

    /// How many have come and not been given back.
    [[nodiscard]] std::size_t held() const noexcept { return early_.size(); }

private:
    std::map<std::uint64_t, outcome> early_;
    std::uint64_t turn_ = 0;
};

} // namespace mrs::cli

#endif
