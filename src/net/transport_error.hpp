// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_NET_TRANSPORT_ERROR_HPP
#define MRS_NET_TRANSPORT_ERROR_HPP

#include "pacing/retry_policy.hpp"

#include <mrs/error.hpp>

#include <string>

namespace mrs::net {

/// Why a connection could not be opened, or an exchange has no answer.
struct transport_error {
    transport_error() = default;
    transport_error(errc error, pacing::fault kind_of_fault, error_code below, std::string words)
        : code(error), kind(kind_of_fault), cause(below), detail(std::move(words)) {}

    errc code = errc::connection_closed;
    pacing::fault kind = pacing::fault::transient;
    error_code cause;
    std::string detail;
};

/// An error of the socket while bytes were moved.
transport_error socket_failure(const error_code& cause, const char* during);

/// Whether the process or the machine lacks what a new socket needs.
bool is_exhaustion(const error_code& cause) noexcept;

} // namespace mrs::net

#endif
