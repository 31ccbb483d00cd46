// SPDX-License-Identifier: BSL-1.0
#include "net/socket_connection.hpp"

#include <memory>
#include <utility>

// How a connection is opened.

namespace mrs::net {

namespace {

class socket_connector final : public connector {
public:
    std::shared_ptr<connection> make_connection(origin& target, connection_owner& owner) override {
        return std::make_shared<socket_connection>(target, owner);
    }
};

} // namespace

connector& sockets() noexcept {
    static socket_connector all;
    return all;
}

void socket_connection::open() {
    const auto self = shared_from_this();
    phase_ = phase::dialling;
    timer_.schedule(deadline_after(origin_.timers.now(), origin_.limits.connect()));
    dial_user& user = *this;
    dialer_ = std::make_shared<dialer>(origin_, user);
    dialer_->start();
}

void socket_connection::on_connected(socket connected) {
    const auto self = shared_from_this();
    dialer_.reset();
    stream_.emplace(std::move(connected), home_);
    if (!origin_.via) {
        on_connected();
        return;
    }
    tunnel_ = std::make_unique<tunnel>(*origin_.via, origin_.peer);
    phase_ = phase::tunnelling;
    timer_.schedule(deadline_after(origin_.timers.now(), origin_.limits.connect()));
    advance();
}

void socket_connection::on_dial_failed(const transport_error& failure) {
    const auto self = shared_from_this();
    open_failed(origin_.via ? proxy_out_of_reach(*origin_.via, failure) : failure);
}

void socket_connection::open_tunnel() {
    const auto step = tunnel_->advance(*stream_);
    if (step == stream::step::want_read || step == stream::step::want_write) {
        wait(step);
    } else if (step == stream::step::done) {
        tunnel_.reset();
        on_connected();
    } else {
        open_failed(tunnel_->failure());
    }
}

/// The stream ends at the origin from now on.
void socket_connection::on_connected() {
    if (!origin_.tls) {
        open_done();
        return;
    }
    stream_->use_tls(*origin_.tls);
    phase_ = phase::handshaking;
    timer_.schedule(deadline_after(origin_.timers.now(), origin_.limits.handshake()));
    advance();
}

void socket_connection::start_handshake() {
    const auto step = stream_->handshake();
    if (step == stream::step::want_read || step == stream::step::want_write)
        wait(step);
    else if (step == stream::step::done)
        open_done();
    else if (step == stream::step::failed)
        open_failed(stream_->failure());
    else
        open_failed(transport_error(errc::tls_failed, pacing::fault::transient, {},
                                    "the peer closed the connection during the TLS handshake"));
}

transport_error socket_connection::dial_timeout() const {
    const transport_error failure(errc::connect_timeout, pacing::fault::transient, {},
                                  "connecting to " + origin_.next_hop().url() +
                                      " timed out: " + dialer_->progress());
    return origin_.via ? proxy_out_of_reach(*origin_.via, failure) : failure;
}

void socket_connection::open_done() {
    timer_.cancel();
    phase_ = phase::idle;
    owner_->on_opened();
}

void socket_connection::open_failed(const transport_error& failure) {
    connection_owner* owner = owner_;
    transport_error report = failure;
    if (origin_.via && phase_ == phase::handshaking)
        report.detail += ", through the proxy " + origin_.via->peer.url();
    abort();
    owner->on_open_failed(report);
}

} // namespace mrs::net
