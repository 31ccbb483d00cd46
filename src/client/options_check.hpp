// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLIENT_OPTIONS_CHECK_HPP
#define MRS_CLIENT_OPTIONS_CHECK_HPP

#include "api/request_target.hpp"

#include <mrs/call_options.hpp>
#include <mrs/client_options.hpp>

namespace mrs::detail {

/// Checks what can be checked without a file: ids, texts that go into headers, numbers, times.
/// Returns the options where all is well.
/// @throws mrs::error with `errc::invalid_argument`, whose text names the field
client_options checked(client_options options);

/// What is wrong with the options of a call, in a sentence that names the field.
api::problem problem_of(const call_options& options);

} // namespace mrs::detail

#endif
