// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_BULK_HPP
#define MRS_BULK_HPP

#include <mrs/bulk_end.hpp>
#include <mrs/call_options.hpp>
#include <mrs/cancel_sql.hpp>
#include <mrs/cancel_wait.hpp>
#include <mrs/error.hpp>
#include <mrs/export.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iosfwd>
#include <memory>
#include <optional>
#include <ranges>
#include <tuple>
#include <utility>

namespace mrs {

namespace detail {
class bulk_run;
class bulk_state;
} // namespace detail

/// What became of one request of a bulk run.
struct bulk_outcome {
    bulk_outcome() = default;

    std::uint64_t index = 0;    ///< Its place in the source, counted from 0.
    cancel_sql_request request; ///< As the source gave it.
    /// None beside a decision; a run that waits may have both, where the cancel was answered and
    /// the end cannot be learnt, or neither, where the execution had ended before its cancel.
    error_code error;
    cancel_sql_result result; ///< The decision, or what is known of the error.
    /// What became of the execution, in a run that waits for the end (`bulk_options::wait`).
    std::optional<cancel_wait_result> wait;
    bool sent = false; ///< A byte of a request of its cancel may have reached the service.

    /// What is known of the error; null where there is none.
    [[nodiscard]] const std::shared_ptr<const diagnostics>& info() const noexcept {
        return wait ? wait->info() : result.info();
    }
    /// Whether a request of it may have reached the service, or none was needed.
    [[nodiscard]] bool tried() const noexcept { return !error || sent; }
};

/// Whether both tell the same.
MRS_EXPORT bool operator==(const bulk_outcome& a, const bulk_outcome& b) noexcept;

/// Prints the request and what became of it, in one line of ASCII.
MRS_EXPORT std::ostream& operator<<(std::ostream& out, const bulk_outcome& value);

/// Receives each outcome once, as it happens. It is called on the client's strand, one call at a
/// time, and should be quick. What it throws aborts the run, which ends with that exception.
using bulk_sink = std::function<void(const bulk_outcome& outcome)>;

/// Where a bulk run takes its requests from: one at a time, when it is ready to send it.
class bulk_source {
public:
    /// Answers the next request, or nothing at the end. Called on the client's strand.
    using next_function = std::function<std::optional<cancel_sql_request>()>;
    /// The same for a source that has to wait; awaited on a strand of the client's executor, once
    /// at a time. A run that is stopped meanwhile cancels it (`terminal`), and ends with it.
    using async_next_function =
        std::function<boost::asio::awaitable<std::optional<cancel_sql_request>>()>;

    /// The requests of a function. Where it throws, the run ends with that exception.
    explicit bulk_source(next_function next) : next_(std::move(next)) {}
    /// The requests of a coroutine. Where it throws, the run ends with that exception.
    explicit bulk_source(async_next_function next) : async_next_(std::move(next)) {}

    /// The requests of an input range, such as a container, a view or a generator, which becomes
    /// the source's own. Its iterators are used on the client's strand.
    template<std::ranges::input_range Range>
    requires(!std::same_as<Range, bulk_source> &&
             std::convertible_to<std::ranges::range_reference_t<Range>, cancel_sql_request>)
        bulk_source(Range range)
        : next_(over(std::move(range))) {}

    /// The requests that come through a channel: anything with Asio's `async_receive(token)` for
    /// `void(error_code, cancel_sql_request)`. An error code ends the source, so that a sender
    /// says the end by sending `boost::asio::error::eof`. The channel has to outlive the run.
    template<typename Channel>
    static bulk_source from_channel(Channel& channel) {
        return bulk_source(async_next_function([&channel] { return receive(channel); }));
    }

    /// @{
    /// The function or the coroutine that gives the requests; the other one is empty.
    [[nodiscard]] const next_function& next() const noexcept { return next_; }
    /// What was set, or else the default.
    [[nodiscard]] const async_next_function& async_next() const noexcept { return async_next_; }
    /// @}

private:
    template<typename Range>
    static next_function over(Range range) {
        auto owned = std::make_shared<Range>(std::move(range));
        auto at = std::make_shared<std::optional<std::ranges::iterator_t<Range>>>();
        return [owned, at]() -> std::optional<cancel_sql_request> {
            if (!*at)
                at->emplace(std::ranges::begin(*owned));
            else if (**at != std::ranges::end(*owned))
                ++**at;
            if (**at == std::ranges::end(*owned))
                return std::nullopt;
            return cancel_sql_request(***at);
        };
    }

    template<typename Channel>
    static boost::asio::awaitable<std::optional<cancel_sql_request>> receive(Channel& channel) {
        auto received =
            co_await channel.async_receive(boost::asio::as_tuple(boost::asio::use_awaitable));
        std::optional<cancel_sql_request> request;
        if (!std::get<0>(received))
            request.emplace(std::move(std::get<1>(received)));
        co_return request;
    }

    next_function next_;
    async_next_function async_next_;
};

/// Where a bulk run stands.
struct bulk_progress {
    bulk_progress() = default;

    std::uint64_t taken = 0;     ///< Requests taken from the source.
    std::uint64_t succeeded = 0; ///< Answered SUCCEED, or found to have ended already.
    std::uint64_t failed = 0;    ///< Answered FAILED.
    std::uint64_t errors = 0;    ///< Ended without an answer.
    std::uint64_t throttled = 0; ///< Answers that said "slow down"; each was sent again later.
    std::size_t concurrency = 0; ///< Cancels that may be in flight at once now.
    /// Outcomes a second, lately; 0 until a second has passed and twenty outcomes have come.
    double per_second = 0;
    std::chrono::nanoseconds elapsed{0}; ///< Since the run began.
    /// How long the rest takes, from the quota where there is one and from the rate where there is
    /// none; nothing where the total is not known (`bulk_control::expect`), no rate yet, or the
    /// service is unreachable.
    std::optional<std::chrono::nanoseconds> remaining;
    /// Since when the service cannot be reached; nothing where it can. The run waits, and tries
    /// from time to time whether it is back, with one call.
    std::optional<std::chrono::steady_clock::time_point> unreachable_since;
    /// When it is tried next; nothing while that call is under way.
    std::optional<std::chrono::steady_clock::time_point> next_try;

    // Of a run that waits for the end. The first three are among `succeeded`.
    std::uint64_t stopped = 0;       ///< Ended after the cancel.
    std::uint64_t had_ended = 0;     ///< Had ended by itself.
    std::uint64_t still_running = 0; ///< Had not ended when `wait_options::timeout` passed.
    std::uint64_t end_unknown = 0;   ///< Of `errors`: cancelled, but the end cannot be learnt.
    std::size_t waiting = 0;         ///< Cancelled, and waited for now.

    /// Outcomes so far.
    [[nodiscard]] std::uint64_t done() const noexcept { return succeeded + failed + errors; }

    /// Whether all of both is the same, the times too.
    friend bool operator==(const bulk_progress& a, const bulk_progress& b) = default;
};

/// The handle of a bulk run for whoever watches it. Copies are handles of the same run.
///
/// What was asked before the run begins holds from its beginning: one that is stopped or aborted by
/// then takes nothing from its source. It holds for good, so that a further run needs a handle of
/// its own.
///
/// @par Thread safety
/// Every member function may be called from any thread, but not from a signal handler.
class MRS_EXPORT bulk_control {
public:
    bulk_control();

    /// Takes no more requests, and ends at once what has no request on the wire: as not tried
    /// where nothing was sent, and else with its last error. What is on the wire has the limit of
    /// its attempt, and makes no further one. An execution that is waited for is waited for as long
    /// as `wait_options::timeout` says.
    void stop() const;
    /// Ends everything now, with `operation_aborted`.
    void abort() const;
    /// Says how many requests the source will give altogether, as soon as that is known: then
    /// `bulk_progress::remaining` can tell how long the rest takes.
    void expect(std::uint64_t total) const;
    /// The state of this moment.
    [[nodiscard]] bulk_progress progress() const;

private:
    friend class detail::bulk_run;
    std::shared_ptr<detail::bulk_state> state_;
};

/// How a bulk run goes.
class bulk_options {
public:
    /// How many executions a run waits for at once: about as many as the documented quota of
    /// queries lets it ask for once a minute.
    static constexpr std::size_t max_waiting = 1000;

    bulk_options() noexcept {}

    /// Cancels in flight at most, 1 to 100,000; 0 lets the run find out what the service takes, up
    /// to the pool's connections. Default: 0.
    bulk_options& concurrency(std::size_t count) noexcept {
        concurrency_ = count;
        return *this;
    }
    /// What each call does otherwise than the client's options say. Its time limit counts from
    /// when the rate limiter lets it go. Default: nothing.
    bulk_options& call(call_options options) noexcept {
        call_ = std::move(options);
        return *this;
    }
    /// Waits for the end of each execution as `client::cancel_sql_and_wait` does, but for the
    /// cancel's options, which are those of `call`. An execution that is waited for takes no place
    /// of a cancel in flight; while `max_waiting` are, no further one is taken. Default: does not
    /// wait.
    bulk_options& wait(const wait_options& options) noexcept {
        wait_ = options;
        return *this;
    }
    /// Stops at the first FAILED or error. Default: off.
    bulk_options& fail_fast(bool yes) noexcept {
        fail_fast_ = yes;
        return *this;
    }
    /// Stops when more than this part of at least 20 outcomes is FAILED or errors, 0 to 1.
    /// Default: never.
    bulk_options& max_error_ratio(double part) noexcept {
        max_error_ratio_ = part;
        return *this;
    }
    /// Ends the run with `bulk_end::refused` after so many identical refusals for good, before any
    /// request has an answer: a wrong cluster, project, endpoint or certificate, or a permission
    /// that is missing. SUCCEED, FAILED and an execution that the service does not know are such
    /// answers: they show that the others can be answered, and nothing is counted after the first
    /// one. Zero for never. Default: 5 refusals.
    bulk_options& stop_after_refusals(std::uint64_t count) noexcept {
        stop_after_refusals_ = count;
        return *this;
    }
    /// How long the run waits for a service that cannot be reached, or for credentials, before it
    /// ends with `bulk_end::unreachable`; zero for no limit. Requests wait meanwhile, but for one
    /// whose own connection broke, whose time ran out or on which the service failed three times:
    /// that ends with its error.
    /// Default: 15 min once the service has answered in this run, else the time limit of one call.
    bulk_options& outage_limit(std::chrono::nanoseconds limit) noexcept {
        outage_limit_ = limit;
        return *this;
    }
    /// When the run is stopped as by `bulk_control::stop`, with `bulk_end::deadline`. Default:
    /// never.
    bulk_options& deadline(std::chrono::steady_clock::time_point when) noexcept {
        deadline_ = when;
        return *this;
    }
    /// The handle to watch and stop the run by. Default: none.
    bulk_options& control(bulk_control handle) {
        control_ = std::move(handle);
        return *this;
    }

    /// @{
    /// What was set, or else the default.
    [[nodiscard]] std::size_t concurrency() const noexcept { return concurrency_; }
    [[nodiscard]] const call_options& call() const noexcept { return call_; }
    [[nodiscard]] const std::optional<wait_options>& wait() const noexcept { return wait_; }
    [[nodiscard]] bool fail_fast() const noexcept { return fail_fast_; }
    [[nodiscard]] std::optional<double> max_error_ratio() const noexcept {
        return max_error_ratio_;
    }
    [[nodiscard]] std::uint64_t stop_after_refusals() const noexcept {
        return stop_after_refusals_;
    }
    [[nodiscard]] std::optional<std::chrono::nanoseconds> outage_limit() const noexcept {
        return outage_limit_;
    }
    [[nodiscard]] std::chrono::steady_clock::time_point deadline() const noexcept {
        return deadline_;
    }
    [[nodiscard]] const std::optional<bulk_control>& control() const noexcept { return control_; }
    /// @}

private:
    std::size_t concurrency_ = 0;
    call_options call_;
    std::optional<wait_options> wait_;
    std::optional<double> max_error_ratio_;
    std::optional<bulk_control> control_;
    std::optional<std::chrono::nanoseconds> outage_limit_;
    std::chrono::steady_clock::time_point deadline_ = std::chrono::steady_clock::time_point::max();
    std::uint64_t stop_after_refusals_ = 5;
    bool fail_fast_ = false;
};

/// What a bulk run came to.
struct bulk_summary {
    bulk_summary() = default;

    bulk_end end = bulk_end::complete; ///< Why it ended.
    bulk_progress totals;              ///< Its counts at the end.
    std::uint64_t not_tried = 0;       ///< Taken from the source, but no request of it was sent.
    /// The error that ended it, where one did, or that the service could not be reached by at the
    /// end.
    error_code cause;
    std::shared_ptr<const diagnostics> info; ///< What is known of it; may be null.
};

/// Whether both tell the same, the times too.
MRS_EXPORT bool operator==(const bulk_summary& a, const bulk_summary& b) noexcept;

/// Prints why the run ended and its counts, in one line of ASCII.
MRS_EXPORT std::ostream& operator<<(std::ostream& out, const bulk_summary& value);

} // namespace mrs

#endif
