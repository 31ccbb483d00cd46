// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_RUNNER_HPP
#define MRS_CLI_RUNNER_HPP

#include "cli/id_feed.hpp"
#include "cli/id_source.hpp"
#include "cli/mailbox.hpp"
#include "cli/output/exit_status.hpp"
#include "cli/output/line_writer.hpp"

#include <mrs/client.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <utility>

namespace mrs::cli {

/// Cancels what a source names, and writes what became of it.
///
/// Input and output block one thread, the client's bulk run works on another: a reader of standard
/// output who takes his time delays the next calls, never the answers of those in flight. (Standard
/// input is not made non-blocking for Asio: a terminal or a parent process shares that setting.)
class runner {
public:
    /// @param work  runs on another thread than the caller's
    /// @param limit ids under way at most, from reading them to printing their outcome
    runner(const client& work, std::string cluster, std::size_t limit);

    /// Runs until every id has its outcome written, the credentials are refused, or `out` takes no
    /// more.
    tally run(id_source& ids, line_writer& out);
    /// Whether ids were left that nobody tried to cancel.
    [[nodiscard]] bool ended_early() const noexcept { return ended_early_; }

private:
    void start();
    void feed(id_source& ids);
    void wait(id_source& ids, line_writer& out) const;
    void write_outcomes(line_writer& out, tally& counts);

    const client& client_;
    const std::string cluster_;
    const std::size_t limit_;
    std::size_t under_way_ = 0;
    bool fed_all_ = false;
    bool ended_early_ = false;
    // Shared with the client's thread, which may have them longer than this lives.
    std::shared_ptr<id_feed> ids_;
    std::shared_ptr<mailbox> done_ = std::make_shared<mailbox>();
};

} // namespace mrs::cli

#endif
