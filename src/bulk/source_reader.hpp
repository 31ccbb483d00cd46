// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_BULK_SOURCE_READER_HPP
#define MRS_BULK_SOURCE_READER_HPP

#include "client/client_impl.hpp"

#include <mrs/bulk.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/strand.hpp>

#include <exception>
#include <functional>
#include <memory>
#include <optional>

namespace mrs::detail {

/// Asks a run's source for one request after the other.
class source_reader {
public:
    using next_handler =
        std::function<void(const std::exception_ptr&, std::optional<cancel_sql_request>)>;

    source_reader(client_impl& client, bulk_source source);

    /// Has `handler` told what the source gives, nothing at its end: at once, or later on the
    /// client's strand. It is told of nothing where the client is gone by then.
    void ask(next_handler handler);
    /// The source is asked in vain: ends its waiting, where it can be ended.
    void stop();

private:
    /// What is being awaited; it and its signal are used on the source's strand.
    struct pending {
        boost::asio::cancellation_signal cancel;
        bool over = false;
    };

    client_impl& client_;
    bulk_source source_;
    /// A cancellation must not meet the coroutine on another thread.
    boost::asio::strand<boost::asio::any_io_executor> strand_;
    std::shared_ptr<pending> pending_;
};

} // namespace mrs::detail

#endif
