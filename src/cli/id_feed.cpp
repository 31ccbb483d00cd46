// SPDX-License-Identifier: BSL-1.0
#include "cli/id_feed.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <utility>

namespace mrs::cli {

namespace asio = boost::asio;

id_feed::id_feed(const asio::any_io_executor& executor)
    : news_(executor, asio::steady_timer::time_point::max()) {}

void id_feed::put(std::string id) {
    {
        const std::lock_guard lock(mutex_);
        ids_.push_back(std::move(id));
    }
    announce();
}

void id_feed::close() {
    {
        const std::lock_guard lock(mutex_);
        closed_ = true;
    }
    announce();
}

/// On the executor, so that it cannot fall between a look at the list and the wait for news.
void id_feed::announce() {
    asio::post(news_.get_executor(), [this] { news_.cancel(); });
}

asio::awaitable<std::optional<std::string>> id_feed::take() {
    std::optional<std::string> id;
    for (;;) {
        {
            const std::lock_guard lock(mutex_);
            if (!ids_.empty()) {
                id = std::move(ids_.front());
                ids_.pop_front();
            }
            if (id || closed_)
                break;
        }
        boost::system::error_code cancelled;
        co_await news_.async_wait(asio::redirect_error(asio::use_awaitable, cancelled));
    }
    co_return id;
}

} // namespace mrs::cli
