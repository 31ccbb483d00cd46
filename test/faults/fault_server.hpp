// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_FAULT_SERVER_HPP
#define MRS_TEST_FAULT_SERVER_HPP

#include "core/openssl_ptr.hpp"
#include "fault_peer.hpp"
#include "stop_event.hpp"

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace mrs_test {

/// What a server saw of a request.
struct seen_request {
    std::size_t connection = 0; ///< The number of the connection that it came on.
    std::string bytes;
    bool whole = false;
};

/// How a `fault_server` listens.
struct fault_server_options {
    fault_server_options() = default;

    std::string address = "127.0.0.1";
    unsigned short port = 0;    ///< 0: one that is free.
    SSL_CTX* tls = nullptr;     ///< For `fault_peer::tls`; without it the server is a plain one.
    int receive_buffer = 0;     ///< SO_RCVBUF of the connections, 0 for the system's choice.
    int segment = 0;            ///< TCP_MAXSEG of the connections, 0 for the system's choice.
    bool keeps_requests = true; ///< For `requests`; not where a million come.
};

/// A server that misbehaves as its scripts say: raw sockets that block, with a thread for each
/// connection, so that a script is read from top to bottom.
class fault_server {
public:
    /// Runs on the connection's own thread. What it throws is kept in `complaints`.
    using script = std::function<void(fault_peer&)>;

    /// @param first what the first connections do, one script for each
    /// @param then  what the others do
    explicit fault_server(
        std::vector<script> first, const fault_server_options& options = fault_server_options(),
        script then = [](fault_peer& peer) { peer.serve(); });
    fault_server(const fault_server&) = delete;
    fault_server& operator=(const fault_server&) = delete;
    ~fault_server();

    [[nodiscard]] unsigned short port() const noexcept { return port_; }
    /// With the address that it listens on.
    [[nodiscard]] std::string url() const;
    [[nodiscard]] SSL_CTX* tls_context() const noexcept { return options_.tls; }

    /// How many connections were accepted.
    [[nodiscard]] std::size_t connections() const;
    /// How many of them the server has not closed yet.
    [[nodiscard]] std::size_t open() const;
    [[nodiscard]] std::vector<seen_request> requests() const;
    [[nodiscard]] std::size_t requests_on(std::size_t connection) const;
    /// What scripts threw or complained of, one line each.
    [[nodiscard]] std::string complaints() const;

    /// Ends all connections that there are, without a word of TLS, as a server's death does.
    void drop_all();
    /// Closes the listening socket: connections are refused from now on.
    void refuse();
    /// Ends everything and waits for it. The destructor does the same.
    void stop();

private:
    friend class fault_peer;

    struct worker {
        std::thread thread;
        bool done = false;
    };

    void listen();
    void accept_all();
    void run(worker& self, std::size_t number, int descriptor);
    void complain(const std::string& what);
    void record(std::size_t connection, std::string bytes, bool whole);
    void reap(std::unique_lock<std::mutex>& lock, bool all);

    std::vector<script> first_;
    fault_server_options options_;
    script then_;
    int listener_ = -1;
    unsigned short port_ = 0;
    stop_event stop_;

    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::list<worker> workers_;
    std::size_t accepted_ = 0;
    std::size_t open_ = 0;
    std::vector<seen_request> requests_;
    std::string complaints_;
    bool stopping_ = false;
    std::thread acceptor_;
};

} // namespace mrs_test

#endif
