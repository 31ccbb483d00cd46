// SPDX-License-Identifier: BSL-1.0
#include "net/resolver.hpp"

#include <boost/asio/bind_executor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/error.hpp>

#include <deque>
#include <exception>
#include <system_error>
#include <utility>

namespace mrs::net {

namespace asio = boost::asio;

namespace {

constexpr duration keep = std::chrono::seconds(2);

error_code code_of(const std::exception_ptr& thrown, std::string& words) {
    try {
        std::rethrow_exception(thrown);
    } catch (const boost::system::system_error& e) {
        words = e.code().message();
        return e.code();
    } catch (const std::exception& e) {
        words = e.what();
    } catch (...) {
        words = "the resolver threw something that is no std::exception";
    }
    return asio::error::no_recovery;
}

} // namespace

resolver::resolver(strand executor, const time_source& time, const endpoint& peer,
                   host_resolver custom)
    : strand_(std::move(executor)), time_(time), host_(peer.host), custom_(std::move(custom)) {
    if (peer.literal) {
        addresses_.push_back(*peer.literal);
        good_until_ = never;
    }
}

void resolver::resolve(const std::shared_ptr<resolve_waiter>& waiter) {
    if (home_.foreign()) { // Who asks in the parent answers there.
        asking_ = false;
        waiters_.clear();
        home_ = process_mark();
    }
    if (time_.now() < good_until_) {
        waiter->on_resolved(addresses_);
        return;
    }
    waiters_.push_back(waiter);
    if (asking_)
        return;
    asking_ = true;
    if (custom_)
        ask_custom();
    else
        ask_system();
}

void resolver::ask_system() {
    try {
        // Weakly: the lookup may outlive the client and its context.
        look_up(strand_, host_,
                [weak = weak_from_this()](const error_code& ec, const address_list& addresses) {
                    const auto self = weak.lock();
                    if (!self)
                        return;
                    if (ec)
                        self->fail(ec, ec.message());
                    else
                        self->succeed(addresses);
                });
    } catch (const std::system_error& e) {
        fail(e.code(), std::string("no thread to ask the system on: ") + e.what());
    }
}

void resolver::ask_custom() {
    const auto tell = [self = shared_from_this()](const std::exception_ptr& thrown,
                                                  const address_list& addresses) {
        if (!thrown) {
            self->succeed(addresses);
            return;
        }
        std::string words;
        const error_code code = code_of(thrown, words);
        self->fail(code, words);
    };
    try {
        asio::co_spawn(strand_.get_inner_executor(), custom_(host_),
                       asio::bind_executor(strand_, tell));
    } catch (...) {
        tell(std::current_exception(), address_list()); // It need not be a coroutine itself.
    }
}

void resolver::succeed(const address_list& addresses) {
    if (addresses.empty()) {
        fail(asio::error::host_not_found, "the name has no address");
        return;
    }
    asking_ = false;
    addresses_ = alternate_families(addresses);
    good_until_ = time_.now() + keep;
    for (const auto& weak : std::exchange(waiters_, {}))
        if (const auto waiter = weak.lock())
            waiter->on_resolved(addresses_);
}

void resolver::fail(const error_code& cause, const std::string& words) {
    asking_ = false;
    const bool unknown = cause == asio::error::host_not_found;
    const errc code = unknown                ? errc::host_not_found
                      : is_exhaustion(cause) ? errc::resource_exhausted
                                             : errc::resolve_failed;
    const transport_error failure(code,
                                  unknown ? pacing::fault::permanent : pacing::fault::transient,
                                  cause, "cannot resolve \"" + host_ + "\": " + words);
    for (const auto& weak : std::exchange(waiters_, {}))
        if (const auto waiter = weak.lock())
            waiter->on_resolve_failed(failure);
}

address_list alternate_families(const address_list& addresses) {
    std::deque<asio::ip::address> v4;
    std::deque<asio::ip::address> v6;
    for (const auto& address : addresses)
        (address.is_v6() ? v6 : v4).push_back(address);
    address_list result;
    bool next_v6 = !addresses.empty() && addresses.front().is_v6();
    while (!v4.empty() || !v6.empty()) {
        auto& from = (next_v6 && !v6.empty()) || v4.empty() ? v6 : v4;
        result.push_back(from.front());
        from.pop_front();
        next_v6 = !next_v6;
    }
    return result;
}

} // namespace mrs::net
