// SPDX-License-Identifier: BSL-1.0
#include "net/session_store.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace mrs::net {

namespace {

constexpr std::size_t max_sessions = 16;

/// Where a session keeps the end of its chain. OpenSSL copies it to the sessions that a resumed
/// connection is given, which bring no chain of their own.
int end_index() noexcept {
    static const int index = SSL_SESSION_get_ex_new_index(0, nullptr, nullptr, nullptr, nullptr);
    return index;
}

/// The time in seconds; the past, where it cannot be read.
std::time_t seconds_of(const ASN1_TIME* time) noexcept {
    std::tm parts{};
    return ASN1_TIME_to_tm(time, &parts) == 1 ? ::timegm(&parts) : 0;
}

std::time_t end_of(const STACK_OF(X509) * chain) noexcept {
    std::time_t end = std::numeric_limits<std::time_t>::max();
    for (int i = 0; i < sk_X509_num(chain); ++i)
        end = std::min(end, seconds_of(X509_get0_notAfter(sk_X509_value(chain, i))));
    return end;
}

} // namespace

void session_store::bound(const ASN1_TIME* end) noexcept {
    end_ = std::min(end_, seconds_of(end));
}

void session_store::add(ssl_session_ptr session, const STACK_OF(X509) * chain) {
    forget_the_parents();
    if (chain != nullptr) {
        const auto end = static_cast<std::intptr_t>(end_of(chain));
        // NOLINTNEXTLINE(performance-no-int-to-ptr): a number is all that is to be kept
        SSL_SESSION_set_ex_data(session.get(), end_index(), reinterpret_cast<void*>(end));
    }
    if (sessions_.size() == max_sessions)
        sessions_.erase(sessions_.begin());
    sessions_.push_back(std::move(session));
}

void session_store::forget_the_parents() {
    if (!home_.foreign())
        return;
    sessions_.clear();
    home_ = process_mark();
}

ssl_session_ptr session_store::take(std::time_t now) {
    forget_the_parents();
    while (!sessions_.empty() && !usable(sessions_.back().get(), now))
        sessions_.pop_back();
    if (sessions_.empty())
        return nullptr;
    if (sessions_.size() == 1) {
        SSL_SESSION_up_ref(sessions_.back().get());
        return ssl_session_ptr(sessions_.back().get());
    }
    ssl_session_ptr session = std::move(sessions_.back());
    sessions_.pop_back();
    return session;
}

bool session_store::usable(const SSL_SESSION* session, std::time_t now) const noexcept {
    const auto end = static_cast<std::time_t>(
        reinterpret_cast<std::intptr_t>(SSL_SESSION_get_ex_data(session, end_index())));
    return SSL_SESSION_is_resumable(session) == 1 && now <= end && now <= end_;
}

} // namespace mrs::net
