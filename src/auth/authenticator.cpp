// SPDX-License-Identifier: BSL-1.0
#include "auth/authenticator.hpp"

#include <mrs/error.hpp>

#include <boost/asio/bind_executor.hpp>
#include <boost/asio/co_spawn.hpp>

#include <utility>

namespace mrs::auth {

namespace asio = boost::asio;

namespace {

std::string words_of(const std::exception_ptr& thrown) {
    try {
        std::rethrow_exception(thrown);
    } catch (const std::exception& e) {
        return e.what();
    } catch (...) {
        return "something that is no std::exception";
    }
}

} // namespace

authenticator::authenticator(net::strand executor, const credentials& source)
    : strand_(std::move(executor)), provider_(source.provider_function()) {
    if (source.fixed_token()) {
        if (const auto complaint = check_token(*source.fixed_token()))
            throw error(errc::invalid_argument, "credentials: " + *complaint);
        last_ = *source.fixed_token();
        cache_.store(auth_token(last_), steady::now());
    } else if (!provider_) {
        throw error(errc::invalid_argument, "credentials: the token provider is empty");
    }
}

authenticator::~authenticator() {
    waiting_.clear();
}

void authenticator::wait(auth_user& user) {
    waiting_.push_back(user);
    if (!fetching_)
        fetch();
}

void authenticator::remove(auth_user& user) noexcept {
    waiting_.erase(waiting_.iterator_to(user));
}

void authenticator::append_headers(std::string& request) const {
    request += "X-Auth-Token: ";
    request += cache_.token().reveal();
    request += "\r\n";
}

bool authenticator::refuse(std::uint64_t number) noexcept {
    if (!provider_)
        return false;
    cache_.refuse(number);
    return true;
}

std::string_view authenticator::sent_secret() const noexcept {
    return last_.reveal();
}

void authenticator::fetch() {
    fetching_ = true;
    asio::co_spawn(
        strand_.get_inner_executor(), provider_(),
        asio::bind_executor(strand_, [self = shared_from_this()](const std::exception_ptr& thrown,
                                                                 const auth_token& fetched) {
            self->on_fetched(thrown, fetched);
        }));
}

void authenticator::on_fetched(const std::exception_ptr& thrown, const auth_token& fetched) {
    fetching_ = false;
    std::string why;
    if (thrown)
        why = "the token provider failed: " + words_of(thrown);
    else if (const auto complaint = check_token(fetched.value()))
        why = "the token provider's answer cannot be used: " + *complaint;
    else if (fetched.lifetime() && *fetched.lifetime() <= duration::zero())
        why = "the token provider's answer cannot be used: its lifetime is over";
    if (why.empty()) {
        last_ = fetched.value();
        cache_.store(fetched, steady::now());
    }
    user_list served;
    served.swap(waiting_);
    while (!served.empty()) {
        auth_user& user = served.front();
        served.pop_front();
        if (why.empty())
            user.on_credentials();
        else
            user.on_credentials_failed(why);
    }
}

} // namespace mrs::auth
