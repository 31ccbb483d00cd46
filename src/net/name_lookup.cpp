// SPDX-License-Identifier: BSL-1.0
#include "net/name_lookup.hpp"

#include "core/all_signals_blocked.hpp"
#include "core/process_mark.hpp"

#include <boost/asio/error.hpp>
#include <boost/asio/execution_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/system/errc.hpp>

#include <cerrno>
#include <cstring>
#include <exception>
#include <memory>
#include <mutex>
#include <netdb.h>
#include <sys/socket.h>
#include <thread>
#include <utility>

namespace mrs::net {

namespace asio = boost::asio;

namespace {

/// Whether a context still takes what is posted to it. Who posts holds the mutex, so that the
/// context's end waits for that moment and for no more.
struct gate {
    std::mutex mutex;
    bool open = true;
};

/// Closes the gate of its context when the context is destroyed.
class gate_service final : public asio::execution_context::service {
public:
    using key_type = gate_service;
    static asio::execution_context::id id;

    explicit gate_service(asio::execution_context& owner) : service(owner) {}

    [[nodiscard]] const std::shared_ptr<gate>& get() const noexcept { return gate_; }

private:
    void shutdown() override {
        if (home_.foreign())
            return; // Nobody asks here, and who asked in the parent may hold the mutex.
        const std::lock_guard lock(gate_->mutex);
        gate_->open = false;
    }
    void notify_fork(asio::execution_context::fork_event event) override {
        if (event != asio::execution_context::fork_child)
            return;
        gate_ = std::make_shared<gate>();
        home_ = process_mark();
    }

    process_mark home_;
    std::shared_ptr<gate> gate_ = std::make_shared<gate>();
};

asio::execution_context::id gate_service::id;

/// As Asio's resolver translates them.
error_code code_of(int result) {
    switch (result) {
    case EAI_AGAIN:
        return asio::error::host_not_found_try_again;
    case EAI_FAIL:
        return asio::error::no_recovery;
    case EAI_MEMORY:
        return asio::error::no_memory;
    case EAI_NONAME:
#ifdef EAI_ADDRFAMILY
    case EAI_ADDRFAMILY:
#endif
#ifdef EAI_NODATA
    case EAI_NODATA:
#endif
        return asio::error::host_not_found;
    case EAI_SYSTEM:
        return {errno, boost::system::system_category()};
    default:
        return asio::error::no_recovery;
    }
}

struct free_addresses {
    void operator()(addrinfo* list) const noexcept { ::freeaddrinfo(list); }
};

error_code ask_system(const std::string& host, address_list& addresses) {
    addrinfo wish{};
    wish.ai_family = AF_UNSPEC;
    wish.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    const int result = ::getaddrinfo(host.c_str(), nullptr, &wish, &found);
    if (result != 0)
        return code_of(result);
    const std::unique_ptr<addrinfo, free_addresses> owner(found);
    for (const addrinfo* entry = found; entry != nullptr; entry = entry->ai_next) {
        asio::ip::tcp::endpoint peer;
        if ((entry->ai_family != AF_INET && entry->ai_family != AF_INET6) ||
            entry->ai_addrlen > peer.capacity())
            continue;
        std::memcpy(peer.data(), entry->ai_addr, entry->ai_addrlen);
        addresses.push_back(peer.address());
    }
    return addresses.empty() ? error_code(asio::error::host_not_found) : error_code();
}

class question {
public:
    question(const strand& executor, std::string host, lookup_handler handler)
        : gate_(asio::use_service<gate_service>(
                    asio::query(executor.get_inner_executor(), asio::execution::context))
                    .get()),
          executor_(executor), host_(std::move(host)), handler_(std::move(handler)) {}

    void operator()() noexcept {
        try {
            address_list addresses;
            const error_code ec = ask_system(host_, addresses);
            answer(ec, std::move(addresses));
        } catch (const std::exception&) {
            // Without memory for the answer, those who wait end with their deadlines.
        }
    }

private:
    void answer(const error_code& ec, address_list addresses) {
        const std::lock_guard lock(gate_->mutex);
        if (gate_->open)
            asio::post(executor_, [handler = std::move(handler_), ec,
                                   found = std::move(addresses)] { handler(ec, found); });
    }

    std::shared_ptr<gate> gate_;
    strand executor_;
    std::string host_;
    lookup_handler handler_;
};

} // namespace

void look_up(const strand& executor, const std::string& host, lookup_handler handler) {
    const all_signals_blocked meanwhile;
    std::thread(question(executor, host, std::move(handler))).detach();
}

} // namespace mrs::net
