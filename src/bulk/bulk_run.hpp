// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_BULK_BULK_RUN_HPP
#define MRS_BULK_BULK_RUN_HPP

#include "bulk/bulk_item.hpp"
#include "bulk/bulk_state.hpp"
#include "bulk/concurrency.hpp"
#include "client/client_impl.hpp"

#include <mrs/bulk.hpp>
#include <mrs/client.hpp>

#include <boost/asio/executor_work_guard.hpp>

#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <vector>

namespace mrs::detail {

/// One bulk run: takes requests from its source while calls may be started, and gives each outcome
/// to the sink. Everything happens on the client's strand.
///
/// The client owns it while it goes, as it owns the calls; what Asio holds for it holds the client
/// too.
class bulk_run final : public std::enable_shared_from_this<bulk_run> {
public:
    bulk_run(client_impl& client, bulk_handler handler, cancel_source source, bulk_options options,
             bulk_sink sink);

    void start();
    /// What a handle or a cancellation asks for.
    void obey(bulk_state::wish what);
    [[nodiscard]] const std::shared_ptr<bulk_state>& state() const noexcept { return state_; }

    /// The service took an item's cancel, and its end is waited for: others may be cancelled.
    void on_waiting(bulk_item& item, const cancel_sql_result& answer);
    /// An item has ended; the run adds to the outcome which one it was.
    void on_done(bulk_item& item, bulk_outcome outcome);
    void on_throttled();

private:
    void feed();
    void ask_source();
    void on_next(const std::exception_ptr& thrown, std::optional<cancel_sql_request> request);
    void start_item(cancel_sql_request request);
    void remove(const bulk_item& item);
    void tell(const bulk_outcome& outcome);
    void count(const bulk_outcome& outcome);
    void adapt(const error_code& ec, const cancel_sql_result& answer);
    void check_conditions(const bulk_outcome& outcome);
    void abandon(std::exception_ptr why);
    void stop(bulk_end why);
    void end_items(bool (*which)(const bulk_item&), const char* why);
    void finish_if_done();
    void publish();
    void tell_progress(bool ended) noexcept;
    [[nodiscard]] bool has_room() const noexcept;
    [[nodiscard]] std::size_t limit() const noexcept;
    [[nodiscard]] std::optional<duration> remaining() const;

    client_impl& client_;
    bulk_handler handler_;
    boost::asio::executor_work_guard<boost::asio::any_io_executor> work_;
    cancel_source source_;
    const bulk_options options_;
    bulk_sink sink_;
    std::shared_ptr<bulk_state> state_;
    bulk::concurrency_control control_;
    std::vector<bulk_item*> items_; ///< In flight, in no order.
    std::size_t waiting_ = 0;       ///< Of these, cancelled and waited for.
    bulk_summary summary_;
    std::uint64_t number_ = 0; ///< Among the client's bulk runs.
    std::uint64_t next_index_ = 0;
    std::exception_ptr thrown_;
    time_point started_{};
    time_point window_start_{};
    std::uint64_t window_done_ = 0;
    bool source_ended_ = false;
    bool asking_ = false;
    bool feeding_ = false;
    bool finished_ = false;
};

} // namespace mrs::detail

#endif
