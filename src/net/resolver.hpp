// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_NET_RESOLVER_HPP
#define MRS_NET_RESOLVER_HPP

#include "core/clock.hpp"
#include "core/process_mark.hpp"
#include "net/endpoint.hpp"
#include "net/name_lookup.hpp"
#include "net/strand.hpp"
#include "net/transport_error.hpp"

#include <mrs/client_options.hpp>

#include <memory>
#include <vector>

namespace mrs::net {

/// Waits for an address. It may go at any time: a resolve itself cannot be cancelled.
class resolve_waiter {
public:
    virtual void on_resolved(const address_list& addresses) = 0;
    virtual void on_resolve_failed(const transport_error& failure) = 0;

protected:
    ~resolve_waiter() = default;
};

/// Resolves one endpoint's name: one query at a time, shared by all who ask, and kept for a moment,
/// so that a pool that opens many connections at once asks once.
class resolver : public std::enable_shared_from_this<resolver> {
public:
    /// @param custom resolves in place of the system; may be empty
    resolver(strand executor, const time_source& time, const endpoint& peer, host_resolver custom);

    /// Answers `waiter` now or later, unless it has gone by then.
    void resolve(const std::shared_ptr<resolve_waiter>& waiter);

private:
    void ask_system();
    void ask_custom();
    void succeed(const address_list& addresses);
    void fail(const error_code& cause, const std::string& words);

    strand strand_;
    time_source time_; ///< Its own, for a lookup may outlive the client.
    std::string host_;
    host_resolver custom_;
    address_list addresses_;
    time_point good_until_ = time_point::min();
    process_mark home_;
    std::vector<std::weak_ptr<resolve_waiter>> waiters_;
    bool asking_ = false;
};

/// The addresses in the order to try them: as they came, but with the families alternating, so
/// that one family without a route costs one step only.
address_list alternate_families(const address_list& addresses);

} // namespace mrs::net

#endif
