// SPDX-License-Identifier: BSL-1.0
#include "net/one_exchange.hpp"

#include <utility>

namespace mrs::net {

void one_exchange::start(std::string request) {
    connection_owner& owner = *this;
    connection_ = std::make_shared<connection>(origin_, owner);
    connection_->request() = std::move(request);
    connection_->open();
}

void one_exchange::abort() noexcept {
    if (const auto busy = std::exchange(connection_, nullptr))
        busy->abort();
}

void one_exchange::on_opened(connection& opened) {
    exchange_user& self = *this;
    opened.exchange(self, steady::now(), origin_.limits.attempt(), origin_.answers.body_bytes);
}

void one_exchange::on_open_failed(connection&, const transport_error& failure) {
    const auto last = std::exchange(connection_, nullptr);
    user_.on_no_reply(failure);
}

void one_exchange::on_answer(connection&, response& answer) {
    const auto last = std::exchange(connection_, nullptr);
    user_.on_reply(answer);
    last->abort();
}

void one_exchange::on_exchange_failed(connection&, const transport_error& failure, bool) {
    const auto last = std::exchange(connection_, nullptr);
    user_.on_no_reply(failure);
}

} // namespace mrs::net
