// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_POOL_ENDPOINT_CHOICE_HPP
#define MRS_POOL_ENDPOINT_CHOICE_HPP

#include "net/transport_error.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace mrs::pool {

/// Which of a client's endpoints new connections go to: a decision without a socket.
///
/// A turn begins whenever a connection of the current one cannot be opened, and goes to the next
/// endpoint, after the last to the first again. What else fails of a turn that is over moves
/// nothing. Where each endpoint had its turn without a success between, a round is over: those who
/// wait hear of it.
class endpoint_choice {
public:
    using turn = std::uint64_t;

    /// @param count how many endpoints there are, one at least
    explicit endpoint_choice(std::size_t count) noexcept : count_(count) {}

    /// To be kept with each connection that is opened now.
    [[nodiscard]] turn current() const noexcept { return current_; }
    /// The endpoint that a turn goes to.
    [[nodiscard]] std::size_t endpoint_of(turn one) const noexcept {
        return static_cast<std::size_t>(one % count_);
    }

    /// A connection was opened.
    void succeeded() noexcept;
    /// A connection that `of` was the turn of could not be opened. Returns what those who wait get
    /// to hear; nothing, where they are better served by another connection of the current turn.
    std::optional<net::transport_error> failed(turn of, net::transport_error failure);

private:
    std::size_t count_;
    turn current_ = 0;
    turn hopeless_before_ = 0;   ///< All turns before it belong to rounds that are over.
    std::size_t row_ = 0;        ///< Turns that ended since the last success or round.
    bool curable_ = false;       ///< Of this round's failures, one may pass by itself,
    bool curable_round_ = false; ///< and of the last round's.
};

/// Whether another endpoint may do better: this one has no connection to give. Not so where it
/// showed a certificate that was refused, which moving on would hide; where this machine has no
/// socket left; or where the proxy itself is at fault, which is not the endpoint's.
bool moves_on(errc code) noexcept;

} // namespace mrs::pool

#endif
