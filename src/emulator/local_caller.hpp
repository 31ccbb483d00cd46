// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_LOCAL_CALLER_HPP
#define MRS_EMULATOR_LOCAL_CALLER_HPP

#include "http_message.hpp"

#include <string_view>

namespace mrs_emulator {

/// Why a request to what listens on loopback, and asks for no credentials, may be a web page's that
/// a browser on this machine shows; empty if it is not. Such a page can send any request to any
/// address that its host's name resolves to, but cannot choose the headers Host and Origin. The
/// Host may be one other address, too.
std::string_view why_not_local(const http_request& request, std::string_view also = {});

/// Whether the body is said to be JSON. A page of another origin is not let say so.
bool has_json(const http_request& request);

} // namespace mrs_emulator

#endif
