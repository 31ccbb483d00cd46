// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_AUTH_PROVIDER_SOURCE_HPP
#define MRS_AUTH_PROVIDER_SOURCE_HPP

#include "auth/source.hpp"
#include "net/strand.hpp"

#include <mrs/credentials.hpp>

#include <boost/asio/bind_executor.hpp>
#include <boost/asio/co_spawn.hpp>

#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>

namespace mrs::auth {

/// What was thrown, in its own words.
std::string words_of(const std::exception_ptr& thrown);

/// Tokens or access keys from the user's own coroutine.
template<typename Answer>
class provider_source final : public source {
public:
    using function = std::function<boost::asio::awaitable<Answer>()>;

    /// @throws mrs::error with `errc::invalid_argument` where the function is empty
    provider_source(net::strand executor, function provider)
        : strand_(std::move(executor)), provider_(std::move(provider)) {
        if (!provider_)
            throw error(errc::invalid_argument, "credentials: " + name() + " is empty");
    }

    void fetch(source_user& user) override {
        // It cannot be made to stop, and may outlive the client.
        user_ = std::make_shared<source_user*>(&user);
        try {
            boost::asio::co_spawn(
                strand_.get_inner_executor(), provider_(),
                boost::asio::bind_executor(
                    strand_, [weak = std::weak_ptr(user_)](const std::exception_ptr& thrown,
                                                           const Answer& answer) {
                        if (const auto alive = weak.lock())
                            tell(**alive, thrown, answer);
                    }));
        } catch (const std::exception&) {
            tell(user, std::current_exception(), Answer());
        }
    }
    void abort() noexcept override { user_.reset(); }
    /// A key that is refused twice would be locked; a token is the provider's own affair.
    [[nodiscard]] bool cautious() const noexcept override { return is_key; }
    [[nodiscard]] std::string name() const override {
        return is_key ? "the access key provider" : "the token provider";
    }

private:
    static constexpr bool is_key = std::is_same_v<Answer, access_key>;

    static void tell(source_user& user, const std::exception_ptr& thrown, const Answer& answer) {
        if (!thrown)
            user.on_identity(identity(answer));
        else
            user.on_source_failed(source_failure(
                errc::credentials_failed,
                std::string(is_key ? "the access key provider" : "the token provider") +
                    " failed: " + words_of(thrown)));
    }

    net::strand strand_;
    function provider_;
    std::shared_ptr<source_user*> user_;
};

} // namespace mrs::auth

#endif
