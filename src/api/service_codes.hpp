// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_API_SERVICE_CODES_HPP
#define MRS_API_SERVICE_CODES_HPP

#include <cstdint>
#include <string_view>

namespace mrs::api {

/// What an error code says, on whatever HTTP status it comes: editions of the service's documents
/// have moved codes from one status to another.
enum class code_meaning : std::uint8_t {
    unknown,           ///< The HTTP status has to tell.
    refused,           ///< For good, before anything was done.
    no_such_execution, ///< The service does not know the id.
    no_such_call,      ///< The cluster does not offer it.
    no_such_path,      ///< The gateway does not know it.
    credentials,       ///< They are not accepted.
    permission,        ///< They are, but they do not permit the call.
    throttled,         ///< The service asks for fewer requests.
    busy,              ///< It passes; until then nothing is done about a request.
    passing,           ///< It passes; what was done about the request is not known.
};

/// The meaning of a code, taken whole. A gateway's begins with APIGW or, on dedicated gateways,
/// APIG.
///
/// Source: the MRS table of error codes, and the gateway's.
code_meaning meaning_of(std::string_view code) noexcept;

} // namespace mrs::api

#endif
