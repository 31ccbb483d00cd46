// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_ROW_CHECKS_HPP
#define MRS_TEST_ROW_CHECKS_HPP

#include "answers.hpp"
#include "fault_case.hpp"

#include <functional>
#include <string>

namespace mrs_test {

/// A script that takes one request and then does `what`.
fault_server::script after_request(std::function<void(fault_peer&)> what);
/// A script that answers one request with `bytes` and goes on as a good server.
fault_server::script answering(std::string bytes);
/// A script that answers one request with `bytes`, and ends the connection.
fault_server::script answering_last(std::string bytes);

/// Whether another attempt may cure it: A in the matrix.
enum class repetition { repeated, final };
/// What becomes of the connection: `dropped` is X in the matrix.
enum class fate { kept, dropped };

/// Checks a row over both transports: the fault of the first connection ends a call of one attempt
/// with `code`; a call with attempts left repeats it or not; and the connection that it struck
/// carries another request or not.
void check_fault(const fault_server::script& fault, mrs::errc code, repetition again,
                 fate after = fate::dropped, mrs::call_options limits = mrs::call_options());

/// Checks over both transports that a call succeeds with one attempt, and what becomes of the
/// connection.
void check_good(const fault_server::script& good, fate after);

} // namespace mrs_test

#endif
