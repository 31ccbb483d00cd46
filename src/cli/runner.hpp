// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_RUNNER_HPP
#define MRS_CLI_RUNNER_HPP

#include "cli/exit_status.hpp"
#include "cli/id_source.hpp"
#include "cli/line_writer.hpp"
#include "cli/mailbox.hpp"

#include <mrs/client.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <utility>

namespace mrs::cli {

/// Cancels what a source names, and writes what became of it.
///
/// Input and output block one thread, the client works on another: a reader of standard output who
/// takes his time delays the next calls, never the answers of those that are in flight. (Standard
/// input is not made non-blocking for Asio: a terminal or a parent process shares that setting.)
class runner {
public:
    /// @param work  runs on another thread than the caller's
    /// @param limit calls in flight at most, printing their outcome included
    runner(const client& work, std::string cluster, std::size_t limit)
        : client_(work), cluster_(std::move(cluster)), limit_(limit) {}

    /// Runs until every id has its outcome written, or `out` takes no more.
    tally run(id_source& ids, line_writer& out);

private:
    void start_calls(id_source& ids);
    void wait(id_source& ids, line_writer& out) const;
    void write_outcomes(line_writer& out, tally& counts);

    const client& client_;
    const std::string cluster_;
    const std::size_t limit_;
    std::size_t in_flight_ = 0;
    std::shared_ptr<mailbox> done_ = std::make_shared<mailbox>();
};

} // namespace mrs::cli

#endif
