// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_RUN_RESULTS_HPP
#define MRS_CLI_RUN_RESULTS_HPP

#include "cli/journal/journal.hpp"
#include "cli/output/exit_status.hpp"
#include "cli/output/failed_file.hpp"
#include "cli/output/in_order.hpp"
#include "cli/output/line_writer.hpp"
#include "cli/output/outcome.hpp"
#include "cli/output/outcome_line.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace mrs::cli {

/// Where outcomes go: to the journal first, so that nothing is told that could be forgotten, then
/// to standard output, to the file of what did not succeed, and into the counts. What was printed
/// is noted in the journal: a run that is killed in between leaves to the next one what it did not
/// tell.
class results {
public:
    /// All of them outlive this.
    /// @param memory null where there is no journal
    /// @param rest   null where nobody wants the ids that did not succeed
    results(line_writer& out, line_style style, bool by_index, journal* memory, failed_file* rest,
            tally& counts);

    void take(const std::vector<outcome>& batch);
    /// Prints lines that tell of these lines of the journal.
    void print(std::string lines, std::vector<std::uint64_t> records);
    /// Notes in the journal what standard output has taken since the last time.
    void settle();

    /// Outcomes that wait for those before them.
    [[nodiscard]] std::size_t held() const noexcept { return order_ ? order_->held() : 0; }
    /// Whether outcomes can still be told and kept.
    [[nodiscard]] bool lost() const noexcept;

private:
    void remember(const std::vector<outcome>& batch);
    void count(const outcome& one);
    void hold(outcome one, std::uint64_t record);
    void write(const outcome& one, std::uint64_t record, std::string& lines);

    /// Lines of the journal that are told once standard output has taken so many bytes.
    struct unsettled {
        std::uint64_t end;
        std::vector<std::uint64_t> records;
    };

    line_writer& out_;
    const line_style style_;
    std::optional<in_order> order_;
    std::vector<std::uint64_t> records_; ///< The journal's lines of a batch.
    std::vector<std::uint64_t> written_; ///< Those of what is printed next.
    std::uint64_t put_ = 0;              ///< Bytes for standard output.
    std::deque<unsettled> unsettled_;
    journal* const memory_;
    failed_file* const rest_;
    tally& counts_;
};

} // namespace mrs::cli

#endif
