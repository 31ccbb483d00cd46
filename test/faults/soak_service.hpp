// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_SOAK_SERVICE_HPP
#define MRS_TEST_SOAK_SERVICE_HPP

#include "fault_peer.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace mrs_test {

/// What a soak mixes in: the rows of the matrix that another attempt cures.
enum class misdeed : std::size_t {
    cut_next_handshake, ///< T2, by FIN or RST in turn.
    fin_on_next,        ///< S1, on the next connection that is accepted.
    rst_on_next,        ///< S2, likewise.
    fin_before_answer,  ///< S3
    rst_before_answer,  ///< S3
    half_header,        ///< S4
    stall_in_body,      ///< S5
    fin_in_body,        ///< S6
    rst_in_body,        ///< S6
    server_error,       ///< S22, its statuses in turn.
    throttled,          ///< S23
    retry_after,        ///< S24, with nothing to wait for.
    close_idle,         ///< K1
};
inline constexpr std::size_t all_misdeeds = 13;

/// A service that cancels `id-0`, `id-1` and so on, and misbehaves on one request of a hundred.
/// Its functions may be called from any thread.
class soak_service {
public:
    soak_service(std::size_t ids, std::uint64_t seed) : random_(seed), answers_(ids) {}
    soak_service(const soak_service&) = delete;
    soak_service& operator=(const soak_service&) = delete;
    ~soak_service() = default;

    /// The script of each connection.
    void serve(fault_peer& peer);

    /// How often each id was answered SUCCEED, by an answer that was sent whole.
    [[nodiscard]] std::vector<std::uint8_t> answers() const;
    [[nodiscard]] std::size_t times(misdeed what) const;

private:
    bool serve_one(fault_peer& peer);
    bool answer_well(fault_peer& peer, const std::string& request);
    /// Returns false where the connection ends by it.
    bool misbehave(fault_peer& peer, const std::string& request, misdeed what);
    static void break_off(fault_peer& peer, misdeed what);
    std::optional<misdeed> draw();
    std::optional<misdeed> take_owed();
    void owe(misdeed what);
    /// Answers how often it was done, this time included.
    std::size_t count(misdeed what);

    mutable std::mutex mutex_;
    std::mt19937_64 random_;
    std::vector<std::uint8_t> answers_;
    std::deque<misdeed> owed_; ///< To the connections that are accepted next.
    std::array<std::size_t, all_misdeeds> times_{};
};

} // namespace mrs_test

#endif
