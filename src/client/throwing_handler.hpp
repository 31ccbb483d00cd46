// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLIENT_THROWING_HANDLER_HPP
#define MRS_CLIENT_THROWING_HANDLER_HPP

#include <mrs/error.hpp>

#include <boost/asio/associator.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <exception>
#include <type_traits>
#include <utility>

namespace mrs::detail {

/// A handler that takes an exception, as one that takes an error code: what is thrown holds the
/// diagnostics too.
template<typename Handler>
class throwing_handler {
public:
    explicit throwing_handler(Handler&& handler) : handler_(std::move(handler)) {}

    template<typename Result>
    void operator()(const error_code& ec, Result&& result) {
        std::exception_ptr thrown;
        if (ec)
            thrown = std::make_exception_ptr(error(ec, result.info()));
        std::move(handler_)(std::move(thrown), std::forward<Result>(result));
    }

    [[nodiscard]] const Handler& handler() const noexcept { return handler_; }

private:
    Handler handler_;
};

/// An awaitable that initiates when it is awaited. It refers to nothing that it does not hold.
template<typename Result, typename Initiation, typename... Args>
boost::asio::awaitable<Result> awaiting(Initiation initiation, Args... args) {
    auto initiate = [initiation = std::move(initiation)](auto&& handler, auto&&... given) {
        initiation(throwing_handler<std::decay_t<decltype(handler)>>(
                       std::forward<decltype(handler)>(handler)),
                   std::forward<decltype(given)>(given)...);
    };
    return boost::asio::async_initiate<const boost::asio::use_awaitable_t<>,
                                       void(std::exception_ptr, Result)>(
        std::move(initiate), boost::asio::use_awaitable, std::move(args)...);
}

} // namespace mrs::detail

template<template<typename, typename> class Associator, typename Handler, typename Default>
struct boost::asio::associator<Associator, mrs::detail::throwing_handler<Handler>, Default>
    : Associator<Handler, Default> {
    static typename Associator<Handler, Default>::type
    get(const mrs::detail::throwing_handler<Handler>& of,
        const Default& otherwise = Default()) noexcept {
        return Associator<Handler, Default>::get(of.handler(), otherwise);
    }
};

#endif
