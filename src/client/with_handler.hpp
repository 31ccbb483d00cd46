// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLIENT_WITH_HANDLER_HPP
#define MRS_CLIENT_WITH_HANDLER_HPP

#include "client/client_impl.hpp"

#include <boost/asio/any_completion_handler.hpp>

#include <utility>

namespace mrs::detail {

/// An operation that a caller started: its `complete` calls the completion handler.
template<typename Operation, typename Result>
class with_handler final : public Operation {
public:
    using handler_type = boost::asio::any_completion_handler<void(error_code, Result)>;

    template<typename Request, typename Options>
    with_handler(client_impl& client, handler_type&& handler, Request&& request,
                 const Options& options)
        : Operation(client, std::forward<Request>(request), options), client_(client),
          handler_(std::move(handler)) {}

private:
    void complete(const error_code& ec, Result result) override {
        client_.complete(std::move(handler_), ec, std::move(result));
    }

    client_impl& client_;
    handler_type handler_;
};

} // namespace mrs::detail

#endif
