// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_AUTH_SOURCES_MAKE_SOURCE_HPP
#define MRS_AUTH_SOURCES_MAKE_SOURCE_HPP

#include "auth/sources/source.hpp"
#include "core/environment.hpp"
#include "core/timer_queue.hpp"
#include "net/connection.hpp"
#include "net/strand.hpp"

#include <mrs/client_options.hpp>

#include <memory>

namespace mrs::auth {

/// What a client's sources are made with.
struct source_context {
    net::strand executor;
    timer_queue& timers;
    net::connector& connections;
    const client_options& options;
    environment variables;
};

/// @throws mrs::error with `errc::invalid_argument`, whose text begins with "credentials"
std::unique_ptr<source> make_source(const credentials& wanted, const source_context& around);

} // namespace mrs::auth

#endif
