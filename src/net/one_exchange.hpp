// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_NET_ONE_EXCHANGE_HPP
#define MRS_NET_ONE_EXCHANGE_HPP

#include "net/connection.hpp"
#include "net/origin.hpp"
#include "net/transport_error.hpp"

#include <memory>
#include <string>

namespace mrs::net {

/// Hears what one exchange came to.
class reply_user {
public:
    /// @param reply as long as this function runs; what is secret of it is the user's to wipe
    virtual void on_reply(response& reply) = 0;
    virtual void on_no_reply(const transport_error& failure) = 0;

protected:
    ~reply_user() = default;
};

/// Exchanges on a connection that is opened for each, and closed after it.
class one_exchange final : private connection_owner, private exchange_user {
public:
    one_exchange(origin& target, reply_user& user) : origin_(target), user_(user) {}
    one_exchange(const one_exchange&) = delete;
    one_exchange& operator=(const one_exchange&) = delete;
    ~one_exchange() { abort(); }

    /// Begins. It answers later; one at a time.
    /// @param request its text is moved to the connection, which wipes it
    void start(std::string request);
    /// Gives up: nobody hears of it.
    void abort() noexcept;

private:
    void on_opened() override;
    void on_open_failed(const transport_error& failure) override;
    void on_answer(response& answer) override;
    void on_exchange_failed(const transport_error& failure, bool stale) override;

    origin& origin_;
    reply_user& user_;
    std::shared_ptr<connection> connection_;
};

} // namespace mrs::net

#endif
