// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_EXECUTION_HPP
#define MRS_EMULATOR_EXECUTION_HPP

#include "execution_id.hpp"
#include "notice_pipe.hpp"
#include "seeded_executions.hpp"
#include "statement.hpp"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace mrs_emulator {

enum class execution_state { queued, running, finished, failed };

struct execution_report {
    std::string id;
    std::shared_ptr<const submission> order;
    execution_state state{};
    std::shared_ptr<const statement_result> result; ///< Null until the execution has ended.
};

/// How much is kept of what nobody may ever ask for again. What is over it goes, oldest first.
struct holding_limits {
    std::size_t most_ended = 10'000;
    std::size_t ended_bytes = std::size_t(64) * 1024 * 1024; ///< Statements and rows.
    std::size_t live_bytes = std::size_t(128) * 1024 * 1024; ///< Statements that wait or run.
    std::size_t most_seeded = 2'000'000;
};

enum class cancel_mode { carry_out, refuse };

struct execution_counts {
    std::size_t queued = 0;
    std::size_t running = 0;
    std::size_t ended = 0; ///< Without the seeded ones.
};

/// Runs statements, each on a thread of its own, at most `max_running` at once and the others in
/// the order of submission. May be used from any thread.
class execution_engine {
public:
    explicit execution_engine(std::size_t max_running, const holding_limits& limits = {});
    execution_engine(const execution_engine&) = delete;
    execution_engine& operator=(const execution_engine&) = delete;

    /// Cancels everything and joins every thread.
    ~execution_engine();

    /// Cancels everything, and waits for the end of it so long; whether all has ended.
    bool stop(std::chrono::milliseconds patience);

    /// The new execution's id; nothing where too much is waiting. The tables are those that it
    /// sees.
    std::optional<std::string> submit(cluster_index cluster, submission order,
                                      image_ptr tables = {});

    /// Makes one that has ended already, as told; its id.
    std::string add_ended(cluster_index cluster, submission order, statement_result result);

    /// Makes executions that have already finished, for a few bytes each.
    std::vector<std::string> seed(cluster_index cluster, std::size_t count);

    /// What is known of an execution; nothing if there is none, or it ended long ago.
    [[nodiscard]] std::optional<execution_report> find(cluster_index cluster,
                                                       std::string_view id) const;

    /// Counts a decided cancel and, to carry it out, makes the execution end if it has not; false
    /// if there is no such execution.
    bool cancel(cluster_index cluster, std::string_view id, cancel_mode mode);

    [[nodiscard]] execution_counts counts() const;

    /// The ids with a decided cancel since the last reset, and how many each.
    [[nodiscard]] std::vector<std::pair<std::string, std::uint32_t>> cancel_counts() const;
    void reset_cancel_counts();

private:
    struct execution {
        std::shared_ptr<const submission> order;
        image_ptr tables; ///< Until it has ended.
        std::chrono::sys_seconds submitted;
        cluster_index cluster = 0;
        std::uint32_t cancels = 0;
        std::shared_ptr<const statement_result> result; ///< Set once it has ended.
        std::unique_ptr<statement> run;                 ///< While it has a thread, as the rest.
        std::thread worker;
        statement_result outcome; ///< Written by the worker, not to be read before it is joined.
    };

    [[nodiscard]] const execution* locate(cluster_index cluster, std::size_t number,
                                          std::string_view id) const;
    [[nodiscard]] bool is_seeded(cluster_index cluster, std::size_t number,
                                 std::string_view id) const;
    void start(std::size_t number, execution& body);
    void start_queued();
    void work(execution& body, std::size_t number) noexcept;
    void interrupt(std::size_t number, execution& body);
    void interrupt_all();
    void end(std::size_t number, execution& body, statement_result result);
    void forget_old();
    void supervise();
    bool idle();
    void reap(std::size_t number);

    const std::size_t max_running_;
    const holding_limits limits_;
    const execution_ids ids_;
    const std::shared_ptr<const submission> seeded_order_;
    const std::shared_ptr<const statement_result> seeded_result_;
    notice_pipe end_notices_;

    mutable std::mutex mutex_;
    std::condition_variable became_idle_;
    std::map<std::size_t, execution> executions_; ///< By their numbers.
    seeded_executions seeded_;
    std::size_t next_number_ = 0;
    std::deque<std::size_t> queue_;         ///< In the order of submission.
    std::deque<std::size_t> ended_numbers_; ///< In the order of their ends.
    std::size_t running_ = 0;
    std::size_t ended_ = 0;
    std::size_t live_bytes_ = 0;
    std::size_t ended_bytes_ = 0;
    std::size_t unreturned_bytes_ = 0; ///< Ended since free memory was returned.
    std::thread supervisor_;
};

} // namespace mrs_emulator

#endif
