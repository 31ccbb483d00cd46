// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_FAULT_CASE_HPP
#define MRS_TEST_FAULT_CASE_HPP

#include "event_balance.hpp"
#include "fault_server.hpp"
#include "support/run.hpp"

#include <mrs/client.hpp>

#include <boost/asio/io_context.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace mrs_test {

/// Files and sockets of this process that are open.
std::size_t open_descriptors();

enum class transport { tls, plain };

/// A server's options to be reached over that one.
fault_server_options served_over(transport kind);

/// One row of the matrix: a server whose first connections misbehave, a client of it, and what must
/// hold afterwards, whatever the row is.
///
/// Each call is checked to end by its deadline and to leave the pool's counts as they were. The
/// destructor checks the rest: a good call succeeds on the same client, no script complained, and
/// no descriptor stays open.
class fault_case {
public:
    /// More than a slow machine needs, and far less than a wait without end.
    static constexpr std::chrono::seconds slack{15};

    explicit fault_case(std::vector<fault_server::script> first, transport over = transport::tls);
    fault_case(
        std::vector<fault_server::script> first, const fault_server_options& server_options,
        fault_server::script then = [](fault_peer& peer) { peer.serve(); });
    fault_case(const fault_case&) = delete;
    fault_case& operator=(const fault_case&) = delete;
    ~fault_case();

    /// To be changed before the first use of `client`.
    mrs::client_options& options() noexcept { return options_; }
    fault_server& server() noexcept { return *server_; }
    boost::asio::io_context& context() noexcept { return *context_; }
    mrs::client& client();

    /// One cancel from start to end, with the common checks.
    ending call(mrs::call_options limits = mrs::call_options());
    /// The same for many at once, each of another id.
    std::vector<ending> calls(std::size_t count, mrs::call_options limits = mrs::call_options());
    /// Runs the context until `done`, which may be the server's doing; fails where it never is.
    void run_until(const std::function<bool()>& done);
    /// Runs until nothing is left to do, and checks the pool's counts.
    void settle();

    /// Destroys the client, whatever it does; and the context, without running it again.
    void drop_client() noexcept;
    void drop_context() noexcept;

    /// Leaves out the good call at the end, for a row that leaves no client or server to make it.
    void without_good_call() noexcept { good_call_ = false; }

private:
    void check_good_call();
    void check_counts();

    std::size_t descriptors_ = open_descriptors();
    std::optional<fault_server> server_;
    std::optional<boost::asio::io_context> context_{std::in_place};
    std::shared_ptr<event_balance> events_ = std::make_shared<event_balance>();
    mrs::client_options options_;
    std::optional<mrs::client> client_;
    bool good_call_ = true;
};

} // namespace mrs_test

#endif
