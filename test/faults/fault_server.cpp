// SPDX-License-Identifier: BSL-1.0
#include "fault_server.hpp"

#include "system_call.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <exception>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace mrs_test {

namespace {

/// More connections than this wait until others have ended.
constexpr std::size_t most_threads = 256;

void set(int descriptor, int level, int option, int value) {
    require_call(::setsockopt(descriptor, level, option, &value, sizeof value) == 0, "setsockopt");
}

sockaddr_in address_of(const fault_server_options& options) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(options.port);
    require_call(::inet_pton(AF_INET, options.address.c_str(), &address.sin_addr) == 1,
                 "inet_pton");
    return address;
}

/// OpenSSL writes without MSG_NOSIGNAL. The client's threads keep the signal, for it must not raise
/// one.
void block_sigpipe() {
    sigset_t signals;
    ::sigemptyset(&signals);
    ::sigaddset(&signals, SIGPIPE);
    ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

} // namespace

fault_server::fault_server(std::vector<script> first, const fault_server_options& options,
                           script then)
    : first_(std::move(first)), options_(options), then_(std::move(then)) {
    listen();
    acceptor_ = std::thread([this] { accept_all(); });
}

fault_server::~fault_server() {
    stop();
}

void fault_server::listen() {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    require_call(listener_ >= 0, "socket");
    set(listener_, SOL_SOCKET, SO_REUSEADDR, 1);
    set(listener_, IPPROTO_TCP, TCP_NODELAY, 1); // What was written is on its way.
    if (options_.receive_buffer != 0)
        set(listener_, SOL_SOCKET, SO_RCVBUF, options_.receive_buffer);
    if (options_.segment != 0)
        set(listener_, IPPROTO_TCP, TCP_MAXSEG, options_.segment);
    sockaddr_in address = address_of(options_);
    socklen_t size = sizeof address;
    auto* const generic = reinterpret_cast<sockaddr*>(&address);
    require_call(::bind(listener_, generic, size) == 0, "bind");
    require_call(::listen(listener_, SOMAXCONN) == 0, "listen");
    require_call(::getsockname(listener_, generic, &size) == 0, "getsockname");
    port_ = ntohs(address.sin_port);
}

std::string fault_server::url() const {
    return (options_.tls != nullptr ? "https://" : "http://") + options_.address + ":" +
           std::to_string(port_);
}

void fault_server::accept_all() {
    for (;;) {
        const int descriptor = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        const int failure = errno;
        std::unique_lock lock(mutex_);
        if (descriptor < 0 && !stopping_ && (failure == EINTR || failure == ECONNABORTED))
            continue;
        if (descriptor < 0 && !stopping_ && failure == EMFILE) {
            // A test has taken all descriptors, for a moment.
            changed_.wait_for(lock, std::chrono::milliseconds(1));
            continue;
        }
        if (descriptor < 0 || stopping_) {
            if (descriptor >= 0)
                ::close(descriptor);
            return;
        }
        reap(lock, false);
        changed_.wait(lock, [this] { return open_ < most_threads || stopping_; });
        const std::size_t number = accepted_++;
        ++open_;
        worker& one = workers_.emplace_back();
        one.thread =
            std::thread([this, &one, number, descriptor] { run(one, number, descriptor); });
    }
}

void fault_server::run(worker& self, std::size_t number, int descriptor) {
    block_sigpipe();
    try {
        fault_peer peer(*this, stop_, number, descriptor);
        (number < first_.size() ? first_[number] : then_)(peer);
    } catch (const std::exception& e) {
        complain(e.what());
    }
    const std::lock_guard lock(mutex_);
    --open_;
    self.done = true;
    changed_.notify_all();
}

/// Joins the threads that have ended, or all of them.
void fault_server::reap(std::unique_lock<std::mutex>& lock, bool all) {
    if (all)
        changed_.wait(lock, [this] { return open_ == 0; });
    for (auto at = workers_.begin(); at != workers_.end();) {
        if (!at->done) {
            ++at;
            continue;
        }
        at->thread.join();
        at = workers_.erase(at);
    }
}

std::size_t fault_server::connections() const {
    const std::lock_guard lock(mutex_);
    return accepted_;
}

std::size_t fault_server::open() const {
    const std::lock_guard lock(mutex_);
    return open_;
}

std::vector<seen_request> fault_server::requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
}

std::size_t fault_server::requests_on(std::size_t connection) const {
    const std::lock_guard lock(mutex_);
    return static_cast<std::size_t>(
        std::count_if(requests_.begin(), requests_.end(),
                      [connection](const auto& one) { return one.connection == connection; }));
}

std::string fault_server::complaints() const {
    const std::lock_guard lock(mutex_);
    return complaints_;
}

void fault_server::complain(const std::string& what) {
    const std::lock_guard lock(mutex_);
    complaints_ += what + "\n";
}

void fault_server::record(std::size_t connection, std::string bytes, bool whole) {
    if (!options_.keeps_requests)
        return;
    seen_request one;
    one.connection = connection;
    one.bytes = std::move(bytes);
    one.whole = whole;
    const std::lock_guard lock(mutex_);
    requests_.push_back(std::move(one));
}

void fault_server::drop_all() {
    stop_.shut_down_all();
}

void fault_server::refuse() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
        changed_.notify_all();
    }
    ::shutdown(listener_, SHUT_RDWR); // Ends `accept`.
    if (acceptor_.joinable())
        acceptor_.join();
    if (listener_ >= 0)
        ::close(std::exchange(listener_, -1));
}

void fault_server::stop() {
    refuse();
    stop_.set();
    std::unique_lock lock(mutex_);
    reap(lock, true);
}

} // namespace mrs_test
