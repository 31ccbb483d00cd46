// SPDX-License-Identifier: BSL-1.0
#include "cli/run/id_feed.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <utility>

namespace mrs::cli {

namespace asio = boost::asio;

id_feed::id_feed(const asio::any_io_executor& executor)
    : news_(executor, asio::steady_timer::time_point::max()) {}

void id_feed::put(cancel_sql_request request) {
    bool awaited = false;
    {
        const std::lock_guard lock(mutex_);
        requests_.push_back(std::move(request));
        awaited = std::exchange(awaited_, false);
    }
    if (awaited)
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
    asio::post(news_.get_executor(), [self = shared_from_this()] { self->news_.cancel(); });
}

asio::awaitable<std::optional<cancel_sql_request>> id_feed::take() {
    std::optional<cancel_sql_request> request;
    while (!look(request)) {
        boost::system::error_code cancelled;
        co_await news_.async_wait(asio::redirect_error(asio::use_awaitable, cancelled));
    }
    co_return request;
}

std::optional<cancel_sql_request> id_feed::take_now() {
    std::optional<cancel_sql_request> request;
    look(request);
    return request;
}

/// Returns whether there is nothing to wait for; otherwise it is told of news.
bool id_feed::look(std::optional<cancel_sql_request>& request) {
    const std::lock_guard lock(mutex_);
    if (!requests_.empty()) {
        request = std::move(requests_.front());
        requests_.pop_front();
    }
    awaited_ = !request && !closed_;
    return !awaited_;
}

} // namespace mrs::cli
