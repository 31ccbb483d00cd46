// SPDX-License-Identifier: BSL-1.0
#include "net/one_exchange.hpp"

#include <utility>

namespace mrs::net {

void one_exchange::start(std::string request) {
    connection_owner& owner = *this;
    connection_ = origin_.connections.make_connection(origin_, owner);
    connection_->request() = std::move(request);
    const auto opening = connection_; // It may be over before this returns.
    opening->open();
}

void one_exchange::abort() noexcept {
    if (const auto busy = std::exchange(connection_, nullptr))
        busy->abort();
}

void one_exchange::on_opened() {
    const auto opened = connection_;
    opened->exchange(*this, origin_.timers.now(), origin_.limits.attempt(),
                     origin_.answers.body_bytes);
}

void one_exchange::on_open_failed(const transport_error& failure) {
    const auto last = std::exchange(connection_, nullptr);
    user_.on_no_reply(failure);
}

void one_exchange::on_answer(response& answer) {
    const auto last = std::exchange(connection_, nullptr);
    user_.on_reply(answer);
    last->abort();
}

void one_exchange::on_exchange_failed(const transport_error& failure, bool) {
    const auto last = std::exchange(connection_, nullptr);
    user_.on_no_reply(failure);
}

} // namespace mrs::net
