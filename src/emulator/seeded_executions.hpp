// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_SEEDED_EXECUTIONS_HPP
#define MRS_EMULATOR_SEEDED_EXECUTIONS_HPP

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <vector>

namespace mrs_emulator {

/// A cluster by its position in the list of clusters.
using cluster_index = std::uint32_t;

/// Executions that were made as ended ones, for a byte each. Where there are too many, those
/// that were made first are forgotten.
class seeded_executions {
public:
    explicit seeded_executions(std::size_t most) : most_(most) {}

    /// The numbers have to be larger than all before.
    void add(std::size_t first, std::size_t count, std::chrono::sys_seconds submitted,
             cluster_index cluster);

    /// When the execution was submitted; nothing if there is none in this cluster.
    [[nodiscard]] std::optional<std::chrono::sys_seconds> find(std::size_t number,
                                                               cluster_index cluster) const;

    /// Counts a cancel of one that there is, up to 255.
    void count_cancel(std::size_t number);
    void reset_cancels();

    using visitor =
        std::function<void(std::size_t number, std::chrono::sys_seconds, std::uint32_t cancels)>;

    /// Visits those that have been cancelled.
    void visit_cancelled(const visitor& visit) const;

private:
    struct block {
        std::size_t first = 0;
        std::chrono::sys_seconds submitted;
        cluster_index cluster = 0;
        std::vector<std::uint8_t> cancels; ///< One for each execution.
    };

    [[nodiscard]] std::optional<std::size_t> block_of(std::size_t number) const;

    std::size_t most_;
    std::size_t held_ = 0;
    std::deque<block> blocks_; ///< By their first numbers.
};

} // namespace mrs_emulator

#endif
