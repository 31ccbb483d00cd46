// SPDX-License-Identifier: BSL-1.0
#include "net/socket_connection.hpp"

#include "core/recycling_allocator.hpp"

#include <boost/asio/bind_allocator.hpp>

#include <algorithm>
#include <utility>

namespace mrs::net {

namespace asio = boost::asio;

socket_connection::socket_connection(origin& target, connection_owner& owner)
    : connection(target), owner_(&owner),
      timer_(target.timers, &fire_member<&socket_connection::on_timeout, socket_connection>, this),
      reader_(target.answers) {}

void socket_connection::exchange(exchange_user& user, time_point now, duration limit,
                                 std::size_t largest_body) {
    const auto self = shared_from_this();
    user_ = &user;
    written_ = 0;
    write_failure_.reset();
    attempt_deadline_ = deadline_after(now, limit);
    reader_.start(largest_body);
    phase_ = phase::writing;
    write(now);
}

void socket_connection::abort() noexcept {
    phase_ = phase::closed;
    user_ = nullptr;
    owner_ = nullptr;
    timer_.cancel();
    if (dialer_)
        dialer_->cancel();
    dialer_.reset();
    if (stream_)
        stream_->close();
}

/// Goes as far as it can without waiting.
void socket_connection::advance() {
    switch (phase_) {
    case phase::tunnelling:
        open_tunnel();
        break;
    case phase::handshaking:
        start_handshake();
        break;
    case phase::writing:
        write(origin_.timers.now());
        break;
    case phase::reading:
        read();
        break;
    case phase::closed:
    case phase::dialling:
    case phase::idle:
        break;
    }
}

void socket_connection::write(time_point now) {
    while (written_ < request_.size()) {
        std::size_t sent = 0;
        const auto step = stream_->write(std::string_view(request_).substr(written_), sent);
        written_ += sent;
        if (step == stream::step::done)
            continue;
        if (step == stream::step::want_read || step == stream::step::want_write) {
            timer_.schedule(
                std::min(attempt_deadline_, deadline_after(now, origin_.limits.write())));
            wait(step);
            return;
        }
        // The peer may have answered before it closed: its answer counts, this error does not.
        write_failure_ = step == stream::step::failed
                             ? stream_->failure()
                             : transport_error(errc::connection_closed, pacing::fault::transient,
                                               {}, "the peer closed the connection");
        phase_ = phase::reading;
        read();
        return;
    }
    phase_ = phase::reading;
    timer_.schedule(std::min(attempt_deadline_, deadline_after(now, origin_.limits.read())));
    // Nothing can have come yet: asking now would cost a system call that says so.
    wait(stream::step::want_read);
}

void socket_connection::read() {
    for (;;) {
        const auto room = reader_.prepare();
        std::size_t received = 0;
        const auto step = stream_->read(static_cast<char*>(room.data()), room.size(), received);
        if (step == stream::step::want_read || step == stream::step::want_write) {
            if (write_failure_)
                exchange_failed(*write_failure_);
            else
                wait(step);
            return;
        }
        if (step == stream::step::failed) {
            exchange_failed(write_failure_.value_or(stream_->failure()));
            return;
        }
        const auto state =
            step == stream::step::done ? reader_.commit(received) : reader_.finish(true);
        if (state == response_reader::state::incomplete)
            continue;
        if (state == response_reader::state::complete)
            answered();
        else
            exchange_failed(write_failure_.value_or(reader_.failure()));
        return;
    }
}

void socket_connection::wait(stream::step direction) {
    const auto kind =
        direction == stream::step::want_write ? socket::wait_write : socket::wait_read;
    auto ready = [self = shared_from_this()](const error_code& ec) { self->on_ready(ec); };
    stream_->socket().async_wait(
        kind, asio::bind_allocator(recycling_allocator<void>(), std::move(ready)));
}

void socket_connection::on_ready(const error_code& ec) {
    // After `abort` the wait ends with an error, or had ended before; the next step finds the rest.
    if (phase_ == phase::closed || ec == asio::error::operation_aborted)
        return;
    advance();
}

void socket_connection::on_timeout() {
    const auto self = shared_from_this();
    switch (phase_) {
    case phase::dialling:
        open_failed(dial_timeout());
        break;
    case phase::tunnelling:
        open_failed(tunnel_->timeout());
        break;
    case phase::handshaking:
        open_failed(transport_error(errc::handshake_timeout, pacing::fault::transient, {},
                                    "the TLS handshake timed out"));
        break;
    case phase::writing:
        exchange_failed(transport_error(errc::write_timeout, pacing::fault::transient, {},
                                        "sending the request timed out"));
        break;
    case phase::reading:
        exchange_failed(transport_error(errc::read_timeout, pacing::fault::transient, {},
                                        reader_.started() ? "the answer stopped halfway"
                                                          : "no answer came in time"));
        break;
    case phase::closed:
    case phase::idle:
        break;
    }
}

void socket_connection::answered() {
    timer_.suspend();
    phase_ = phase::idle;
    used_ = true;
    response& answer = reader_.answer();
    answer.reusable = answer.reusable && !write_failure_ && !stream_->has_unread();
    if (origin_.via)
        origin_.via->hide_credentials(answer);
    std::exchange(user_, nullptr)->on_answer(answer);
}

void socket_connection::exchange_failed(const transport_error& failure) {
    transport_error report = failure;
    // However the connection ended, it is the answer that tells whether something was cut off.
    if (report.code == errc::truncated || report.code == errc::connection_closed)
        report.code = reader_.started() ? errc::truncated : errc::connection_closed;
    const bool stale =
        used_ && (reader_.started() ? reader_.foreign() : report.code == errc::connection_closed);
    exchange_user* user = user_;
    abort();
    user->on_exchange_failed(report, stale);
}

} // namespace mrs::net
