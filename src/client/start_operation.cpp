// SPDX-License-Identifier: BSL-1.0
#include "client/start_operation.hpp"

#include <boost/asio/post.hpp>

namespace mrs::detail {

namespace asio = boost::asio;

void start_operation(const std::shared_ptr<client_impl>& impl,
                     const std::shared_ptr<pending_operation>& one,
                     const asio::cancellation_slot& slot) {
    if (slot.is_connected()) {
        // The caller emits on its own thread; what it means happens on the strand. Weakly, for the
        // signal may outlive the operation, the client and its context.
        auto forward = [client = std::weak_ptr<client_impl>(impl),
                        target =
                            std::weak_ptr<pending_operation>(one)](asio::cancellation_type type) {
            const auto alive = client.lock();
            if (!alive)
                return;
            asio::post(alive->strand(), [alive, target, type] {
                if (const auto cancelled = target.lock())
                    cancelled->cancel(type);
            });
        };
        asio::cancellation_slot(slot).assign(std::move(forward));
    }
    client_impl::run(impl, [one] { one->begin(); });
}

} // namespace mrs::detail
