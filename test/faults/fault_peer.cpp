// SPDX-License-Identifier: BSL-1.0
#include "fault_peer.hpp"

#include "answers.hpp"
#include "fault_server.hpp"
#include "stop_event.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace mrs_test {

namespace {

/// The bytes that a request's header says will follow it.
std::size_t body_length(std::string_view header) {
    static constexpr std::string_view name = "\r\nContent-Length: ";
    const auto at = header.find(name);
    std::size_t length = 0;
    if (at != std::string_view::npos)
        std::from_chars(header.data() + at + name.size(), header.data() + header.size(), length);
    return length;
}

/// Whether `bytes` hold a whole request, and how long it is.
bool is_whole(std::string_view bytes, std::size_t& length) {
    const auto end = bytes.find("\r\n\r\n");
    if (end == std::string_view::npos)
        return false;
    length = end + 4 + body_length(bytes.substr(0, end + 2));
    return bytes.size() >= length;
}

} // namespace

fault_peer::fault_peer(fault_server& server, stop_event& stop, std::size_t number, int descriptor)
    : server_(server), stop_(stop), number_(number), descriptor_(descriptor) {
    stop_.enter(*this);
}

fault_peer::~fault_peer() {
    stop_.leave(*this);
    close();
}

bool fault_peer::tls() {
    SSL_CTX* const context = server_.tls_context();
    return context == nullptr || tls(context);
}

bool fault_peer::tls(SSL_CTX* context) {
    ssl_.reset(SSL_new(context));
    return ssl_ && SSL_set_fd(ssl_.get(), descriptor_) == 1 && SSL_accept(ssl_.get()) == 1;
}

std::string fault_peer::read_some() {
    std::array<char, 16'384> bytes{};
    if (!unread_.empty())
        return std::exchange(unread_, {});
    std::size_t size = 0;
    if (ssl_) {
        if (SSL_read_ex(ssl_.get(), bytes.data(), bytes.size(), &size) != 1)
            size = 0;
    } else {
        const auto result = ::recv(descriptor_, bytes.data(), bytes.size(), 0);
        size = result > 0 ? static_cast<std::size_t>(result) : 0;
    }
    return {bytes.data(), size};
}

std::string fault_peer::read_request() {
    std::string bytes;
    std::size_t length = 0;
    while (!is_whole(bytes, length)) {
        const std::string more = read_some();
        if (more.empty()) {
            if (!bytes.empty())
                server_.record(number_, bytes, false);
            return {};
        }
        bytes += more;
    }
    unread_ = bytes.substr(length);
    bytes.resize(length);
    server_.record(number_, bytes, true);
    return bytes;
}

bool fault_peer::write(std::string_view bytes) {
    while (!bytes.empty()) {
        std::size_t sent = 0;
        if (ssl_) {
            if (SSL_write_ex(ssl_.get(), bytes.data(), bytes.size(), &sent) != 1)
                return false;
        } else {
            const auto result = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (result <= 0)
                return false;
            sent = static_cast<std::size_t>(result);
        }
        bytes.remove_prefix(sent);
    }
    return true;
}

bool fault_peer::write_slowly(std::string_view bytes, std::size_t step,
                              std::chrono::milliseconds time) {
    for (std::size_t at = 0; at < bytes.size(); at += step)
        if (!write(bytes.substr(at, step)) || !pause(time))
            return false;
    return true;
}

void fault_peer::serve() {
    if (tls())
        answer_all();
}

void fault_peer::answer_all() {
    while (!read_request().empty())
        if (!write(succeed_answer()))
            return;
}

void fault_peer::fin() {
    ::shutdown(descriptor_, SHUT_WR);
}

void fault_peer::rst() {
    const linger at_once{1, 0};
    ::setsockopt(descriptor_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    notified_ = true; // Not a byte more.
    close();
}

void fault_peer::close_notify() {
    if (ssl_ && !std::exchange(notified_, true) && SSL_is_init_finished(ssl_.get()) == 1)
        SSL_shutdown(ssl_.get());
}

void fault_peer::stall() {
    pollfd one{descriptor_, POLLRDHUP, 0};
    while (descriptor_ >= 0 && ::poll(&one, 1, -1) <= 0) {
    }
}

bool fault_peer::pause(std::chrono::milliseconds time) {
    return stop_.pause(time);
}

bool fault_peer::ended_by_client() const {
    pollfd one{descriptor_, POLLRDHUP, 0};
    return descriptor_ < 0 || ::poll(&one, 1, 0) > 0;
}

void fault_peer::complain(const std::string& what) {
    server_.complain("connection " + std::to_string(number_) + ": " + what);
}

void fault_peer::close() noexcept {
    close_notify();
    const std::lock_guard lock(closing_);
    if (descriptor_ >= 0)
        ::close(std::exchange(descriptor_, -1));
}

void fault_peer::shut_down() noexcept {
    const std::lock_guard lock(closing_);
    if (descriptor_ >= 0)
        ::shutdown(descriptor_, SHUT_RDWR);
}

} // namespace mrs_test
