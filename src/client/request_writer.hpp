// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLIENT_REQUEST_WRITER_HPP
#define MRS_CLIENT_REQUEST_WRITER_HPP

#include "auth/authenticator.hpp"
#include "client/operation.hpp"
#include "net/connection.hpp"
#include "net/origin.hpp"

#include <mrs/call_options.hpp>
#include <mrs/client_options.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace mrs::detail {

/// What every request says that its body is.
inline constexpr std::string_view request_content_type = "application/json; charset=utf-8";

/// What was written.
struct written_request {
    auth::attempt_credentials credentials; ///< The credentials in it.
    std::string_view target; ///< What it asks for; good until the next one is written.
};

/// Writes the requests of a client. It keeps its memory from one to the next.
class request_writer {
public:
    request_writer(const client_options& options, const net::origin_list& origins);

    /// Writes the request of `what` into `to`, with the credentials that `from` gives.
    written_request write(net::connection& to, const operation& what, const call_options& options,
                          auth::authenticator& from);

private:
    const std::vector<std::string> common_; ///< Headers of every request, for each origin.
    std::string target_;
};

} // namespace mrs::detail

#endif
