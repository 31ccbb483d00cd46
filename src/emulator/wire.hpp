// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_WIRE_HPP
#define MRS_EMULATOR_WIRE_HPP

#include "http_message.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace mrs_emulator {

/// What the bytes of an answer depend on besides the answer.
struct wire_context {
    std::chrono::sys_seconds date;
    std::string_view request_id;
    bool keep_alive = true;
    bool head = false; ///< The request's method was HEAD: the header alone is sent.
};

/// The bytes of an answer, with the framing fault worked in.
std::string to_wire(const http_answer& answer, framing_fault fault, const wire_context& context);

/// Whether the peer can only see where a so framed answer ends by the end of the connection.
bool ends_connection(framing_fault fault);

/// A date in the format of the Date header.
std::string http_date(std::chrono::sys_seconds time);

} // namespace mrs_emulator

#endif
