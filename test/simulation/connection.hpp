// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_SIMULATION_CONNECTION_HPP
#define MRS_TEST_SIMULATION_CONNECTION_HPP

#include "net/connection.hpp"
#include "network.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace simulation {

/// A connection in virtual time. As that of a socket, it keeps to the client's limits and knows by
/// itself when it was stale.
class connection final : public mrs::net::connection,
                         public std::enable_shared_from_this<connection> {
public:
    connection(network& by, mrs::net::origin& target, mrs::net::connection_owner& owner);
    ~connection() override;

    void open() override;
    void exchange(mrs::net::exchange_user& user, time_point now, duration limit,
                  std::size_t largest_body) override;
    [[nodiscard]] bool sent() const noexcept override { return sent_; }
    [[nodiscard]] bool alive() override { return !is_broken() || hides_; }
    [[nodiscard]] bool resumed() const noexcept override { return false; }
    void abort() noexcept override;

private:
    /// Calls `what` after `wait`, if nothing else has happened to this connection by then.
    template<typename What>
    void later(duration wait, What what) {
        by_.time.after(wait, [weak = weak_from_this(), turn = turn_, what] {
            if (const auto self = weak.lock(); self && self->turn_ == turn)
                what(*self);
        });
    }

    [[nodiscard]] bool is_broken() const;
    void opened();
    void not_opened(mrs::errc code, const char* words);
    void send(passage fate);
    void arrived(passage fate, duration way);
    void answered(const reply& what);
    void failed(mrs::errc code, const char* words);

    network& by_;
    mrs::net::connection_owner* owner_;
    mrs::net::exchange_user* user_ = nullptr;
    mrs::net::response answer_;
    std::string subject_;
    std::uint64_t turn_ = 0; ///< What was scheduled in another one is void.
    std::size_t restarts_ = 0;
    time_point used_at_{};
    bool hides_ = false; ///< Nobody sees that its peer has closed it.
    bool used_ = false;
    bool sent_ = false;
    bool closed_ = true;
};

} // namespace simulation

#endif
