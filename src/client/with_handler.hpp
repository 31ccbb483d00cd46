// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLIENT_WITH_HANDLER_HPP
#define MRS_CLIENT_WITH_HANDLER_HPP

#include "client/client_impl.hpp"

#include <boost/asio/any_completion_executor.hpp>
#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/append.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>

#include <utility>

namespace mrs::detail {

/// An operation that a caller started: its `complete` calls the completion handler.
template<typename Operation, typename Result>
class with_handler final : public Operation {
public:
    using handler_type = boost::asio::any_completion_handler<void(error_code, Result)>;

    template<typename Request, typename Options>
    with_handler(client_impl& client, handler_type handler, Request request, const Options& options)
        : Operation(client, std::move(request), options), client_(client),
          handler_(std::move(handler)),
          work_(
              boost::asio::prefer(boost::asio::get_associated_executor(handler_, client.executor()),
                                  boost::asio::execution::outstanding_work.tracked)) {}

private:
    /// Posts, so that neither the strand nor the initiating function runs the handler.
    void complete(const error_code& ec, Result result) override {
        boost::asio::post(client_.executor(),
                          boost::asio::append(std::move(handler_), ec, std::move(result)));
        work_ = boost::asio::any_completion_executor();
    }

    client_impl& client_;
    handler_type handler_;
    boost::asio::any_completion_executor work_; ///< Keeps the handler's context running.
};

} // namespace mrs::detail

#endif
