// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_ID_FEED_HPP
#define MRS_CLI_ID_FEED_HPP

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include <deque>
#include <mutex>
#include <optional>
#include <string>

namespace mrs::cli {

/// Ids on their way from the thread that reads them to the client's.
class id_feed {
public:
    /// @param executor the client's, which one thread runs
    explicit id_feed(const boost::asio::any_io_executor& executor);

    /// May be called from any thread.
    void put(std::string id);
    /// No more will come. May be called from any thread.
    void close();

    /// The next id, or nothing at the end. Awaited on the executor, once at a time.
    boost::asio::awaitable<std::optional<std::string>> take();

private:
    void announce();

    std::mutex mutex_;
    std::deque<std::string> ids_;
    bool closed_ = false;
    boost::asio::steady_timer news_; ///< Never expires; it is cancelled where there is news.
};

} // namespace mrs::cli

#endif
