// SPDX-License-Identifier: BSL-1.0
#include "bulk/bulk_run.hpp"
#include "bulk/bulk_state.hpp"
#include "client/cancel_wait_call.hpp"
#include "core/text.hpp"
#include "core/values.hpp"

#include <mrs/bulk.hpp>
#include <mrs/client.hpp>

#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <ostream>
#include <utility>

namespace mrs {

namespace asio = boost::asio;

bool operator==(const bulk_outcome& a, const bulk_outcome& b) noexcept {
    return a.index == b.index && a.request == b.request && a.error == b.error &&
           a.result == b.result && a.wait == b.wait && a.sent == b.sent;
}

bool operator==(const bulk_summary& a, const bulk_summary& b) noexcept {
    return a.end == b.end && a.totals == b.totals && a.not_tried == b.not_tried &&
           a.cause == b.cause && same_value(a.info, b.info);
}

std::ostream& operator<<(std::ostream& out, const bulk_outcome& value) {
    out << value.request << ": ";
    return value.wait ? out << *value.wait : out << value.result;
}

std::ostream& operator<<(std::ostream& out, const bulk_summary& value) {
    out << value.end << ": " << value.totals.succeeded << " succeeded, " << value.totals.failed
        << " failed, " << value.totals.errors << " without an answer, " << value.not_tried
        << " of them not tried";
    if (value.info)
        out << ": " << snippet(value.info->to_string(), 2048);
    return out;
}

bulk_control::bulk_control() : state_(std::make_shared<detail::bulk_state>()) {}

void bulk_control::stop() const {
    state_->ask(detail::bulk_state::wish::stop);
}

void bulk_control::abort() const {
    state_->ask(detail::bulk_state::wish::abort);
}

void bulk_control::expect(std::uint64_t total) const {
    state_->expect(total);
}

bulk_progress bulk_control::progress() const {
    return state_->progress();
}

asio::awaitable<bulk_summary> client::cancel_all(bulk_source source, bulk_options options,
                                                 bulk_sink sink) const {
    return async_cancel_all(std::move(source), std::move(options), std::move(sink),
                            asio::use_awaitable);
}

asio::awaitable<bulk_summary> client::cancel_all(bulk_source source, bulk_sink sink) const {
    return cancel_all(std::move(source), bulk_options(), std::move(sink));
}

namespace detail {

namespace {

void check(const bulk_source& source, const bulk_options& options) {
    if (!source.next() && !source.async_next())
        throw error(errc::invalid_argument, "source: its function is empty");
    if (options.concurrency() > 100'000)
        throw error(errc::invalid_argument, "concurrency is above 100,000");
    const auto ratio = options.max_error_ratio();
    if (ratio && !(*ratio >= 0 && *ratio <= 1))
        throw error(errc::invalid_argument, "max_error_ratio is not from 0 to 1");
    if (options.outage_limit().value_or(std::chrono::nanoseconds(0)).count() < 0)
        throw error(errc::invalid_argument, "outage_limit is negative");
    if (const auto wrong = options.wait() ? problem_of(*options.wait()) : std::nullopt)
        throw error(errc::invalid_argument, "wait: " + *wrong);
}

} // namespace

void start_cancel_all(const std::shared_ptr<client_impl>& impl, bulk_handler handler,
                      bulk_source source, bulk_options options, bulk_sink sink) {
    check(source, options);
    const auto slot = asio::get_associated_cancellation_slot(handler);
    const auto run = std::make_shared<bulk_run>(*impl, std::move(handler), std::move(source),
                                                std::move(options), std::move(sink));
    if (slot.is_connected())
        asio::cancellation_slot(slot).assign([state = run->state()](asio::cancellation_type type) {
            const bool terminal =
                (type & asio::cancellation_type::terminal) != asio::cancellation_type::none;
            state->ask(terminal ? bulk_state::wish::abort : bulk_state::wish::stop);
        });
    client_impl::run(impl, [run] { run->begin(); });
}

} // namespace detail

} // namespace mrs
