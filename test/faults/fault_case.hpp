// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_FAULT_CASE_HPP
#define MRS_TEST_FAULT_CASE_HPP

#include "../integration/run.hpp"
#include "fault_server.hpp"

#include <mrs/client.hpp>

#include <boost/asio/io_context.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace mrs_test {

/// Files and sockets of this process that are open.
std::size_t open_descriptors();

/// A server's context with a certificate for `localhost` and 127.0.0.1, made once for the process.
SSL_CTX* server_tls();
/// What a client has to trust for it.
mrs::tls_options trusted_tls();

enum class transport { tls, plain };
inline constexpr transport both_transports[] = {transport::tls, transport::plain};

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
    /// Runs the context until `done`; fails the test where the context has nothing left to do.
    void run_until(const std::function<bool()>& done);
    /// Runs until nothing is left to do, and checks the pool's counts.
    void settle();

    /// Leaves out the good call at the end, for a row that leaves no client or server to make it.
    void without_good_call() noexcept { good_call_ = false; }

private:
    void check_good_call();
    void check_counts();

    std::size_t descriptors_ = open_descriptors();
    std::optional<fault_server> server_;
    std::optional<boost::asio::io_context> context_{std::in_place};
    mrs::client_options options_;
    std::optional<mrs::client> client_;
    bool good_call_ = true;
};

/// A script that takes one request and then does `what`.
fault_server::script after_request(std::function<void(fault_peer&)> what);
/// A script that answers one request with `bytes` and goes on as a good server.
fault_server::script answering(std::string bytes);
/// A script that answers one request with `bytes`, and ends the connection.
fault_server::script answering_last(std::string bytes);

/// What a row says of one attempt's failure.
enum class repetition { repeated, final };

/// Checks a row of both transports: the fault of the first connection ends a call of one attempt
/// with `code`; a call with attempts left repeats it (A) or not; and the connection that it struck
/// carries no second request (X).
void check_fault(const fault_server::script& fault, mrs::errc code, repetition again,
                 mrs::call_options limits = mrs::call_options());

} // namespace mrs_test

#endif
