// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_EXECUTION_ID_HPP
#define MRS_EMULATOR_EXECUTION_ID_HPP

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace mrs_emulator {

/// Writes the ids of executions in Presto's shape: `20261124_061500_00042_abcde`, which is the time
/// of submission in UTC, the execution's number, and a suffix that tells one server from another.
class execution_ids {
public:
    /// Chooses a random suffix.
    execution_ids();

    [[nodiscard]] std::string format(std::chrono::sys_seconds submitted, std::size_t number) const;

    /// The number in an id that may have come from format().
    [[nodiscard]] std::optional<std::size_t> number(std::string_view id) const;

private:
    std::string suffix_;
};

} // namespace mrs_emulator

#endif
