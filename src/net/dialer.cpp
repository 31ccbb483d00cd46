// SPDX-License-Identifier: BSL-1.0
#include "net/dialer.hpp"

#include "net/fork_notice.hpp"

#include <utility>

namespace mrs::net {

namespace asio = boost::asio;

namespace {

constexpr duration head_start = std::chrono::milliseconds(250);

} // namespace

dialer::dialer(origin& target, dial_user& user)
    : origin_(target), user_(&user),
      head_start_(target.timers, &fire_member<&dialer::try_next, dialer>, this) {}

void dialer::start() {
    resolving_.emplace(origin_.executor.get_inner_executor());
    origin_.names->resolve(shared_from_this());
}

void dialer::cancel() noexcept {
    user_ = nullptr;
    resolving_.reset();
    head_start_.cancel();
    for (socket& candidate : sockets_)
        close_socket(candidate, home_);
}

std::string dialer::progress() const {
    if (addresses_.empty())
        return "still resolving \"" + origin_.next_hop().host + "\"";
    std::string text = "no answer from";
    for (std::size_t i = 0; i < sockets_.size(); ++i)
        text += " " + addresses_[i].to_string();
    return met_.empty() ? text : text + "; " + met_;
}

void dialer::on_resolved(const address_list& addresses) {
    if (user_ == nullptr)
        return;
    resolving_.reset();
    addresses_ = addresses;
    sockets_.reserve(addresses_.size());
    try_next();
}

void dialer::on_resolve_failed(const transport_error& failure) {
    resolving_.reset();
    if (user_ != nullptr)
        std::exchange(user_, nullptr)->on_dial_failed(failure);
}

void dialer::try_next() {
    while (sockets_.size() < addresses_.size()) {
        const std::size_t index = sockets_.size();
        const asio::ip::tcp::endpoint target(addresses_[index], origin_.next_hop().port);
        socket& candidate = sockets_.emplace_back(origin_.executor);
        error_code ec;
        candidate.open(target.protocol(), ec);
        if (ec) {
            note(addresses_[index], ec);
            continue;
        }
        ++pending_;
        candidate.async_connect(target,
                                [self = shared_from_this(), index](const error_code& result) {
                                    self->on_connect(index, result);
                                });
        if (sockets_.size() < addresses_.size())
            head_start_.schedule(origin_.timers.now() + head_start);
        return;
    }
    if (pending_ == 0)
        finish();
}

void dialer::on_connect(std::size_t index, const error_code& ec) {
    --pending_;
    if (user_ == nullptr)
        return;
    if (!ec) {
        dial_user* user = user_;
        socket winner = std::move(sockets_[index]);
        cancel();
        user->on_connected(std::move(winner));
        return;
    }
    note(addresses_[index], ec);
    head_start_.cancel();
    try_next();
}

void dialer::note(const asio::ip::address& address, const error_code& ec) {
    last_ = ec;
    exhausted_ = exhausted_ || is_exhaustion(ec);
    if (!met_.empty())
        met_ += "; ";
    met_ += address.to_string() + ": " + ec.message();
}

void dialer::finish() {
    const errc code = exhausted_ ? errc::resource_exhausted : errc::connect_failed;
    std::exchange(user_, nullptr)
        ->on_dial_failed(
            transport_error(code, pacing::fault::transient, last_,
                            "cannot connect to " + origin_.next_hop().url() + ": " + met_));
}

} // namespace mrs::net
