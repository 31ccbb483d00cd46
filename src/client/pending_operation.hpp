// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLIENT_PENDING_OPERATION_HPP
#define MRS_CLIENT_PENDING_OPERATION_HPP

#include "core/process_mark.hpp"

#include <mrs/error.hpp>

#include <boost/asio/cancellation_type.hpp>
#include <boost/intrusive/list.hpp>

#include <memory>
#include <string>

namespace mrs::detail {

struct pending_tag;
using pending_hook = boost::intrusive::list_base_hook<boost::intrusive::tag<pending_tag>>;

/// What a client has in flight, to be ended with it: a call, or an operation of several calls.
class pending_operation : public pending_hook,
                          public std::enable_shared_from_this<pending_operation> {
public:
    pending_operation() = default;
    pending_operation(const pending_operation&) = delete;
    pending_operation& operator=(const pending_operation&) = delete;
    virtual ~pending_operation() = default;

    /// Starts it; in a child of the process that made it, it ends instead, and is carried out
    /// there.
    void begin() {
        if (home_.foreign())
            cancel(boost::asio::cancellation_type::terminal);
        start();
    }
    virtual void start() = 0;
    virtual void cancel(boost::asio::cancellation_type type) = 0;
    /// Ends it from the client's side.
    virtual void end(const error_code& ec, std::string why) = 0;
    /// Whether it has a connection: such a one may finish while the client drains.
    [[nodiscard]] virtual bool exchanging() const noexcept = 0;
    [[nodiscard]] virtual bool done() const noexcept = 0;
    /// Drops the handler without calling it: the client's context is being destroyed.
    virtual void forget() = 0;

private:
    const process_mark home_;
};

} // namespace mrs::detail

#endif
