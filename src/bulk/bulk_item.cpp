// SPDX-License-Identifier: BSL-1.0
#include "bulk/bulk_item.hpp"

#include "bulk/bulk_run.hpp"
#include "client/cancel_sql_call.hpp"
#include "client/cancel_wait_call.hpp"

#include <boost/asio/cancellation_type.hpp>
#include <boost/asio/error.hpp>

#include <utility>

namespace mrs::detail {

namespace {

constexpr const char* called_off = "the bulk run was stopped";

class plain_item final : public cancel_operation, public bulk_item {
public:
    plain_item(bulk_run& run, client_impl& client, std::uint64_t index, cancel_sql_request request,
               const call_options& options)
        : cancel_operation(client, std::move(request), options), bulk_item(run, index) {}

    [[nodiscard]] const cancel_sql_request& target() const noexcept override { return request(); }
    [[nodiscard]] bool unsent() const noexcept override { return call::unsent(); }
    [[nodiscard]] bool one_try() const noexcept override { return call::one_try(); }
    void call_off() override {
        if (unsent())
            end(boost::asio::error::operation_aborted, called_off);
        else
            cancel(boost::asio::cancellation_type::total);
    }
    std::shared_ptr<pending_operation> operation() override { return shared_from_this(); }

private:
    [[nodiscard]] bool patient() const noexcept override { return true; }
    void on_throttled() override { run().on_throttled(); }

    void complete(const error_code& ec, cancel_sql_result result) override {
        bulk_outcome told;
        told.error = ec;
        told.result = std::move(result);
        run().on_done(*this, std::move(told));
    }
};

class waiting_item final : public cancel_wait, public bulk_item {
public:
    waiting_item(bulk_run& run, client_impl& client, std::uint64_t index,
                 cancel_sql_request request, const wait_options& options)
        : cancel_wait(client, std::move(request), options), bulk_item(run, index) {}

    [[nodiscard]] const cancel_sql_request& target() const noexcept override { return request(); }
    [[nodiscard]] bool unsent() const noexcept override { return cancel_wait::unsent(); }
    [[nodiscard]] bool one_try() const noexcept override { return cancel_wait::one_try(); }
    void call_off() override {
        if (unsent())
            end(boost::asio::error::operation_aborted, called_off);
        else
            last_attempt();
    }
    std::shared_ptr<pending_operation> operation() override { return shared_from_this(); }

private:
    [[nodiscard]] bool patient() const noexcept override { return true; }
    void on_throttled() override { run().on_throttled(); }
    void on_taken(const cancel_sql_result& answer) override { run().on_waiting(*this, answer); }

    void complete(const error_code& ec, cancel_wait_result result) override {
        bulk_outcome told;
        told.error = ec;
        told.result = result.cancel();
        if (ec && told.result.status() == cancel_status::none)
            told.result = cancel_sql_result(result.info());
        told.wait = std::move(result);
        run().on_done(*this, std::move(told));
    }
};

} // namespace

std::shared_ptr<bulk_item> make_bulk_item(bulk_run& run, client_impl& client, std::uint64_t index,
                                          cancel_sql_request request, const bulk_options& options) {
    if (!options.wait())
        return std::make_shared<plain_item>(run, client, index, std::move(request), options.call());
    wait_options wait = *options.wait();
    wait.call(options.call());
    return std::make_shared<waiting_item>(run, client, index, std::move(request), wait);
}

} // namespace mrs::detail
