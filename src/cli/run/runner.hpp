// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_RUN_RUNNER_HPP
#define MRS_CLI_RUN_RUNNER_HPP

#include "cli/input/intake.hpp"
#include "cli/output/line_writer.hpp"
#include "cli/run/display.hpp"
#include "cli/run/id_feed.hpp"
#include "cli/run/interruption.hpp"
#include "cli/run/mailbox.hpp"
#include "cli/run/results.hpp"

#include <mrs/client.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>

namespace mrs::cli {

/// Cancels what the input names, and has told what became of it.
///
/// Input waits on one thread, the client's bulk run works on another, and output is written by its
/// own: a reader of standard output who takes his time delays the next calls, never the answers of
/// those in flight, nor that signals are obeyed. (Standard input is not made non-blocking for Asio:
/// a terminal or a parent process shares that setting.)
class runner {
public:
    /// All of them outlive this; the client runs on another thread than the caller's.
    /// @param limit ids under way at most, from passing them on to telling their outcome
    runner(const client& work, intake& input, results& told, line_writer& out, display& screen,
           tally& counts, interruption& user, std::size_t limit);

    /// Runs until every id has its outcome told, or until it is stopped: by the run's conditions,
    /// the deadline, a signal, or because outcomes are lost.
    /// @throws what the bulk run ended with
    void run(const std::string& cluster, bulk_options options);

    /// What was passed on, but not taken by the bulk run before it ended.
    std::optional<cancel_sql_request> next_left() { return feed_->take_now(); }

private:
    void start(bulk_options options);
    void feed(const std::string& cluster);
    void wait();
    [[nodiscard]] int patience() const;
    [[nodiscard]] progress_state progress() const;
    void obey_user();
    void take_outcomes();
    void stop();
    void judge(const run_end& end);

    const client& client_;
    intake& input_;
    results& results_;
    line_writer& out_;
    display& screen_;
    tally& counts_;
    interruption& user_;
    const std::size_t limit_;
    bulk_control control_;
    std::size_t under_way_ = 0;
    bool all_read_ = false;
    bool stopping_ = false;
    bool aborted_ = false;
    // Shared with the client's thread, which may have them longer than this lives.
    std::shared_ptr<id_feed> feed_;
    std::shared_ptr<mailbox> done_;
};

} // namespace mrs::cli

#endif
