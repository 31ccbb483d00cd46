// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_NET_SESSION_STORE_HPP
#define MRS_NET_SESSION_STORE_HPP

#include "core/openssl_ptr.hpp"
#include "core/process_mark.hpp"

#include <ctime>
#include <limits>
#include <vector>

namespace mrs::net {

/// The TLS sessions that later connections resume.
///
/// A resumed session shows no certificate that could be verified again. So none is kept longer
/// than what it was verified by is good: the whole chain, and what `bound` was told of. Nor is one
/// resumed in a child of the process that has it: two that show one ticket would be seen to belong
/// together.
class session_store {
public:
    /// Nothing is resumed after `end`.
    void bound(const ASN1_TIME* end) noexcept;

    /// Keeps a session of a peer that was verified by `chain`, or, where that is null, resumed one.
    void add(ssl_session_ptr session, const STACK_OF(X509) * chain);
    /// The newest session that may be resumed at `now`, or null. The last one is kept for the next
    /// connection too: a full handshake would cost more than the ticket's second use gives away.
    ssl_session_ptr take(std::time_t now);

private:
    void forget_the_parents();
    [[nodiscard]] bool usable(const SSL_SESSION* session, std::time_t now) const noexcept;

    process_mark home_;
    std::vector<ssl_session_ptr> sessions_; ///< Newest last, and of this process.
    std::time_t end_ = std::numeric_limits<std::time_t>::max();
};

} // namespace mrs::net

#endif
