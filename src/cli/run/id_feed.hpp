// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_RUN_ID_FEED_HPP
#define MRS_CLI_RUN_ID_FEED_HPP

#include <mrs/cancel_sql.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include <deque>
#include <memory>
#include <mutex>
#include <optional>

namespace mrs::cli {

/// Requests on their way from the thread that reads them to the client's.
class id_feed : public std::enable_shared_from_this<id_feed> {
public:
    /// @param executor the client's, which one thread runs
    explicit id_feed(const boost::asio::any_io_executor& executor);

    /// May be called from any thread.
    void put(cancel_sql_request request);
    /// No more will come. May be called from any thread.
    void close();

    /// The next request, or nothing at the end. Awaited on the executor, once at a time.
    boost::asio::awaitable<std::optional<cancel_sql_request>> take();
    /// The next request, if there is one. May be called from any thread.
    std::optional<cancel_sql_request> take_now();

private:
    bool look(std::optional<cancel_sql_request>& request);
    void announce();

    std::mutex mutex_;
    std::deque<cancel_sql_request> requests_;
    bool closed_ = false;
    bool awaited_ = false;
    boost::asio::steady_timer news_; ///< Never expires; it is cancelled where there is news.
};

} // namespace mrs::cli

#endif
