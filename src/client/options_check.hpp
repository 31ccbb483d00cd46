// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLIENT_OPTIONS_CHECK_HPP
#define MRS_CLIENT_OPTIONS_CHECK_HPP

#include <mrs/client_options.hpp>

namespace mrs::detail {

/// Checks what can be checked without a file: ids, texts that go into headers, numbers, times.
/// Returns the options where all is well.
/// @throws mrs::error with `errc::invalid_argument`, whose text names the field
client_options checked(client_options options);

} // namespace mrs::detail

#endif
