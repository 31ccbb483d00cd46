// SPDX-License-Identifier: BSL-1.0
#include "bulk/source_reader.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>

#include <utility>

namespace mrs::detail {

namespace asio = boost::asio;

source_reader::source_reader(client_impl& client, bulk_source source)
    : client_(client), source_(std::move(source)), strand_(asio::make_strand(client.executor())) {}

void source_reader::ask(next_handler handler) {
    if (source_.next()) {
        std::optional<cancel_sql_request> request;
        std::exception_ptr thrown;
        try {
            request = source_.next()();
        } catch (...) {
            thrown = std::current_exception();
        }
        handler(thrown, std::move(request));
        return;
    }
    const auto asked = std::make_shared<pending>();
    pending_ = asked;
    auto told = [client = client_.shared_from_this(), asked, handler = std::move(handler)](
                    const std::exception_ptr& thrown, std::optional<cancel_sql_request> request) {
        asked->over = true;
        asio::post(client->strand(),
                   [client, handler, thrown, request = std::move(request)]() mutable {
                       handler(thrown, std::move(request));
                   });
    };
    asio::co_spawn(strand_, source_.async_next()(),
                   asio::bind_cancellation_slot(asked->cancel.slot(),
                                                asio::bind_executor(strand_, std::move(told))));
}

void source_reader::stop() {
    if (!pending_)
        return;
    asio::post(strand_, [asked = pending_] {
        if (!asked->over)
            asked->cancel.emit(asio::cancellation_type::terminal);
    });
}

} // namespace mrs::detail
