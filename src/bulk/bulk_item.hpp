// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_BULK_BULK_ITEM_HPP
#define MRS_BULK_BULK_ITEM_HPP

#include "client/client_impl.hpp"
#include "client/pending_operation.hpp"

#include <mrs/bulk.hpp>
#include <mrs/cancel_sql.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>

namespace mrs::detail {

class bulk_run;

/// One request of a run: what the run has to know of it, whatever operation carries it out.
class bulk_item {
public:
    bulk_item(bulk_run& run, std::uint64_t index) noexcept : run_(run), index_(index) {}
    bulk_item(const bulk_item&) = delete;
    bulk_item& operator=(const bulk_item&) = delete;
    virtual ~bulk_item() = default;

    [[nodiscard]] std::uint64_t index() const noexcept { return index_; }
    [[nodiscard]] virtual const cancel_sql_request& target() const noexcept = 0;
    /// Whether nothing of its cancel was sent yet, nor is about to be.
    [[nodiscard]] virtual bool unsent() const noexcept = 0;
    /// Whether its cancel, which has ended, was let go once only: its time is that of one answer.
    [[nodiscard]] virtual bool one_try() const noexcept = 0;
    /// Ends it unless its cancel has a request on the wire; then it makes no further attempt.
    virtual void call_off() = 0;
    /// What carries it out, this same object.
    virtual std::shared_ptr<pending_operation> operation() = 0;

    std::size_t place = 0; ///< Where it stands in the run's list.
    bool waiting = false;  ///< Its cancel was taken, and its end is waited for.

protected:
    [[nodiscard]] bulk_run& run() noexcept { return run_; }

private:
    bulk_run& run_;
    std::uint64_t index_;
};

/// A cancel, or one that waits for the end where the options say so.
std::shared_ptr<bulk_item> make_bulk_item(bulk_run& run, client_impl& client, std::uint64_t index,
                                          cancel_sql_request request, const bulk_options& options);

} // namespace mrs::detail

#endif
