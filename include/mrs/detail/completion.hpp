// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_DETAIL_COMPLETION_HPP
#define MRS_DETAIL_COMPLETION_HPP

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/associated_allocator.hpp>
#include <boost/asio/associator.hpp>
#include <boost/asio/bind_allocator.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include <type_traits>
#include <utility>

namespace mrs::detail {

/// Whether a dispatch to this executor would call at once, as far as one can tell beforehand: that
/// spares the handler and its result the way through the executor.
template<typename Executor>
bool runs_here(const Executor& executor) noexcept {
    using context_executor = boost::asio::io_context::executor_type;
    const context_executor* context = nullptr;
    if constexpr (std::is_same_v<Executor, context_executor>)
        context = &executor;
    else if constexpr (std::is_same_v<Executor, boost::asio::any_io_executor>)
        context = executor.template target<context_executor>();
    return context != nullptr && context->running_in_this_thread();
}

/// Calls a handler on its associated executor, the client's where it has none, and keeps that
/// executor's context running until then. It knows both by their types: an erased handler takes
/// memory whenever it is asked for its executor.
template<typename Handler>
class completion {
public:
    completion(Handler handler, const boost::asio::any_io_executor& client)
        : work_(boost::asio::make_work_guard(handler, client)), handler_(std::move(handler)) {}

    template<typename... Results>
    void operator()(Results&&... results) {
        const auto executor = work_.get_executor();
        if (runs_here(executor)) {
            std::move(handler_)(std::forward<Results>(results)...);
            return;
        }
        const auto memory = boost::asio::get_associated_allocator(handler_);
        auto call = [handler = std::move(handler_),
                     ... results = std::forward<Results>(results)]() mutable {
            std::move(handler)(std::move(results)...);
        };
        boost::asio::dispatch(executor, boost::asio::bind_allocator(memory, std::move(call)));
    }

    [[nodiscard]] const Handler& handler() const noexcept { return handler_; }

private:
    using work_guard = decltype(boost::asio::make_work_guard(
        std::declval<const Handler&>(), std::declval<const boost::asio::any_io_executor&>()));

    work_guard work_;
    Handler handler_;
};

} // namespace mrs::detail

/// Its allocator and its cancellation slot are those of the handler in it.
template<template<typename, typename> class Associator, typename Handler, typename Default>
struct boost::asio::associator<Associator, mrs::detail::completion<Handler>, Default>
    : Associator<Handler, Default> {
    static typename Associator<Handler, Default>::type
    get(const mrs::detail::completion<Handler>& of, const Default& otherwise = Default()) noexcept {
        return Associator<Handler, Default>::get(of.handler(), otherwise);
    }
};

#endif
