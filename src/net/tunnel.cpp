// SPDX-License-Identifier: BSL-1.0
#include "net/tunnel.hpp"

#include <openssl/crypto.h>

#include <string_view>

namespace mrs::net {

namespace {

std::string connect_request(const proxy& via, const endpoint& target) {
    const std::string place = target.host_and_port();
    const std::string_view credentials = via.authorization.reveal();
    std::string request;
    request.reserve(2 * place.size() + via.user_agent.size() + credentials.size() + 128);
    request.append("CONNECT ").append(place).append(" HTTP/1.1\r\nHost: ").append(place);
    request.append("\r\nUser-Agent: ").append(via.user_agent).append("\r\n");
    if (!credentials.empty())
        request.append("Proxy-Authorization: ").append(credentials).append("\r\n");
    return request.append("\r\n");
}

/// What may pass by itself: among them what proxies say of a target that they cannot reach.
bool is_transient(int status) noexcept {
    switch (status) {
    case 408:
    case 429:
    case 500:
    case 502:
    case 503:
    case 504:
        return true;
    default:
        return false;
    }
}

} // namespace

std::optional<transport_error> tunnel_refusal(const proxy& via, const endpoint& target, int status,
                                              bool more) {
    const std::string answered = "the proxy " + via.peer.url() + " answered HTTP " +
                                 std::to_string(status) + " to CONNECT " + target.host_and_port();
    // tinyproxy says 401 to wrong credentials, and 407 where there are none.
    if (status == 407 || status == 401)
        return transport_error(errc::proxy_unauthorized, pacing::fault::permanent, {},
                               answered + (via.authorization.empty()
                                               ? ": it asks for credentials"
                                               : ": it refused the credentials"));
    if (status < 200 || status > 299)
        return transport_error(errc::proxy_refused,
                               is_transient(status) ? pacing::fault::transient
                                                    : pacing::fault::permanent,
                               {}, answered);
    if (more)
        return transport_error(errc::proxy_failed, pacing::fault::permanent, {},
                               answered +
                                   " with bytes behind it, before the endpoint can have sent any");
    return std::nullopt;
}

tunnel::tunnel(const proxy& via, const endpoint& target)
    : via_(via), target_(target), request_(connect_request(via, target)) {
    reader_.start_header();
}

tunnel::~tunnel() {
    OPENSSL_cleanse(request_.data(), request_.size());
}

stream::step tunnel::advance(stream& over) {
    if (written_ < request_.size())
        if (const auto step = write(over); step != stream::step::done)
            return step;
    return read(over);
}

transport_error tunnel::timeout() const {
    return {errc::proxy_timeout,
            pacing::fault::transient,
            {},
            "the proxy " + via_.peer.url() + " did not answer CONNECT " + target_.host_and_port() +
                " in time"};
}

stream::step tunnel::write(stream& over) {
    while (written_ < request_.size()) {
        std::size_t sent = 0;
        const auto step = over.write(std::string_view(request_).substr(written_), sent);
        written_ += sent;
        if (step == stream::step::failed)
            return fail(over.failure());
        if (step != stream::step::done)
            return step;
    }
    return stream::step::done;
}

stream::step tunnel::read(stream& over) {
    for (;;) {
        const auto room = reader_.prepare();
        std::size_t received = 0;
        const auto step = over.read(static_cast<char*>(room.data()), room.size(), received);
        if (step == stream::step::want_read || step == stream::step::want_write)
            return step;
        if (step == stream::step::failed)
            return fail(over.failure());
        const auto state =
            step == stream::step::done ? reader_.commit(received) : reader_.finish(true);
        if (state == response_reader::state::failed)
            return fail(reader_.failure());
        if (state == response_reader::state::complete)
            break;
    }
    const auto refusal = tunnel_refusal(via_, target_, reader_.answer().status, reader_.has_more());
    if (!refusal)
        return stream::step::done;
    failure_ = *refusal;
    return stream::step::failed;
}

stream::step tunnel::fail(const transport_error& why) {
    failure_ = transport_error(errc::proxy_failed, why.kind, why.cause,
                               "the proxy " + via_.peer.url() + " made no tunnel to " +
                                   target_.host_and_port() + ": " + why.detail);
    return stream::step::failed;
}

} // namespace mrs::net
