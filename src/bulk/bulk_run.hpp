// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_BULK_BULK_RUN_HPP
#define MRS_BULK_BULK_RUN_HPP

#include "bulk/bulk_counts.hpp"
#include "bulk/bulk_item.hpp"
#include "bulk/bulk_state.hpp"
#include "bulk/run_fsm.hpp"
#include "bulk/source_reader.hpp"
#include "client/client_impl.hpp"
#include "client/pending_operation.hpp"
#include "core/timer_queue.hpp"

#include <mrs/bulk.hpp>
#include <mrs/client.hpp>

#include <boost/asio/executor_work_guard.hpp>

#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace mrs::detail {

/// One bulk run: does what its machine says with the calls, the source and the sink. Everything
/// happens on the client's strand.
///
/// The client owns it while it goes, as it owns the calls; what Asio holds for it holds the client
/// too. It is in flight itself, so that it hears of the client's end while no call is.
class bulk_run final : public pending_operation {
public:
    bulk_run(client_impl& client, bulk_handler handler, bulk_source source, bulk_options options,
             bulk_sink sink);

    void start() override;
    void cancel(boost::asio::cancellation_type type) override;
    void end(const error_code& ec, std::string why) override;
    [[nodiscard]] bool exchanging() const noexcept override { return false; }
    [[nodiscard]] bool done() const noexcept override { return !in_flight_; }
    void forget() override;

    /// What a handle or a cancellation asks for.
    void obey(bulk_state::wish what);
    [[nodiscard]] const std::shared_ptr<bulk_state>& state() const noexcept { return state_; }

    /// The service took an item's cancel, and its end is waited for: others may be cancelled.
    void on_waiting(bulk_item& item, const cancel_sql_result& answer);
    /// An item has ended; the run adds to the outcome which one it was.
    void on_done(bulk_item& item, bulk_outcome outcome);
    void on_throttled();

private:
    void drive();
    void obey(const bulk::run_action& action);
    void ask_source();
    void on_next(const std::exception_ptr& thrown, std::optional<cancel_sql_request> request);
    void start_item(std::uint64_t index);
    void remove(const bulk_item& item);
    void keep(bulk_item& item, bulk_outcome outcome);
    void recall(bulk_outcome& outcome);
    void drop(std::uint64_t index);
    void deliver(const bulk_outcome& outcome);
    template<typename Which, typename End>
    void end_items(Which which, End end);
    void leave();
    void finish();
    void publish();
    void tell_progress(bool ended) noexcept;

    client_impl& client_;
    bulk_handler handler_;
    boost::asio::executor_work_guard<boost::asio::any_io_executor> work_;
    source_reader source_;
    const bulk_options options_;
    bulk_sink sink_;
    std::shared_ptr<bulk_state> state_;
    bulk::run_fsm fsm_;
    bulk::bulk_counts counts_;
    timer wake_;
    std::vector<bulk_item*> items_; ///< In flight, in no order.
    cancel_sql_request fresh_;      ///< The one that the source gave last, if it is not started.
    /// Those that have another call before them, with what the last one came to.
    std::unordered_map<std::uint64_t, bulk_outcome> kept_;
    std::uint64_t number_ = 0; ///< Among the client's bulk runs.
    std::uint64_t next_index_ = 0;
    std::exception_ptr thrown_;
    time_point told_{}; ///< When an observer last heard of it.
    bool in_flight_ = false;
    bool driving_ = false;
    bool finished_ = false;
};

} // namespace mrs::detail

#endif
