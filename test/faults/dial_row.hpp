// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_FAULT_DIAL_ROW_HPP
#define MRS_TEST_FAULT_DIAL_ROW_HPP

#include "tls_row.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/address.hpp>

#include <memory>
#include <string>
#include <vector>

namespace mrs_test {

/// What the resolver option of a client answers, and how often it was asked.
class answered_names {
public:
    explicit answered_names(std::vector<std::string> addresses) { answer(std::move(addresses)); }

    void answer(const std::vector<std::string>& addresses) {
        state_->addresses.clear();
        for (const auto& text : addresses)
            state_->addresses.push_back(boost::asio::ip::make_address(text));
    }
    /// From now on, questions fail with this.
    void fail(mrs::error_code ec) { state_->failure = ec; }
    [[nodiscard]] int asked() const { return state_->asked; }

    /// Answers on the client's executor alone.
    [[nodiscard]] mrs::host_resolver resolver() const {
        return [state = state_](std::string) { return reply(state); };
    }

private:
    struct state {
        std::vector<boost::asio::ip::address> addresses;
        mrs::error_code failure;
        int asked = 0;
    };

    static boost::asio::awaitable<std::vector<boost::asio::ip::address>>
    reply(std::shared_ptr<state> from) {
        ++from->asked;
        if (from->failure)
            throw boost::system::system_error(from->failure);
        co_return from->addresses;
    }

    std::shared_ptr<state> state_ = std::make_shared<state>();
};

/// A server of the usual host, with a good certificate.
inline fault_server_options good_server() {
    static const auto context = server_context(good_leaf());
    fault_server_options options;
    options.tls = context.get();
    return options;
}

} // namespace mrs_test

#endif
