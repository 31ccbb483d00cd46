// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_AUTH_SOURCES_PROVIDER_SOURCE_HPP
#define MRS_AUTH_SOURCES_PROVIDER_SOURCE_HPP

#include "auth/sources/source.hpp"
#include "net/strand.hpp"

#include <mrs/credentials.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>

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
        current_ = std::make_shared<running>(strand_.get_inner_executor(), user);
        try {
            boost::asio::co_spawn(
                current_->executor, provider_(),
                boost::asio::bind_cancellation_slot(
                    current_->stop.slot(),
                    boost::asio::bind_executor(
                        strand_,
                        [self = current_](const std::exception_ptr& thrown, const Answer& answer) {
                            if (self->user != nullptr)
                                tell(*self->user, thrown, answer);
                        })));
        } catch (const std::exception&) {
            tell(user, std::current_exception(), Answer());
        }
    }
    /// The coroutine is asked to stop, as Asio's own operations do. What does not may outlive the
    /// client.
    void abort() noexcept override {
        if (const auto gone = std::exchange(current_, nullptr)) {
            gone->user = nullptr;
            try {
                boost::asio::post(gone->executor, [gone] {
                    gone->stop.emit(boost::asio::cancellation_type::terminal);
                });
            } catch (const std::exception&) { // No memory: then it goes on.
            }
        }
    }
    /// A key that is refused twice would be locked; a token is the provider's own affair.
    [[nodiscard]] bool cautious() const noexcept override { return is_key; }
    [[nodiscard]] std::string name() const override {
        return is_key ? "the access key provider" : "the token provider";
    }

private:
    /// One run of the coroutine.
    struct running {
        running(const boost::asio::any_io_executor& below, source_user& hearer)
            : executor(boost::asio::make_strand(below)), user(&hearer) {}

        /// Its own: who emits the signal must not do so while it runs on another thread.
        boost::asio::strand<boost::asio::any_io_executor> executor;
        boost::asio::cancellation_signal stop;
        source_user* user; ///< Null once nobody wants to hear. Of the client's strand.
    };

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
    std::shared_ptr<running> current_;
};

} // namespace mrs::auth

#endif
