// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_AUTH_SOURCES_PROFILE_HPP
#define MRS_AUTH_SOURCES_PROFILE_HPP

#include "auth/sources/fetched.hpp"

#include <string>
#include <string_view>

namespace mrs::auth {

/// The access key in the section `[basic]` of a profile in the vendor's INI format: `ak`, `sk`,
/// `security_token`. Other keys and sections are passed over.
/// @param name of the source; a failure names the line
fetched read_profile(std::string_view text, const std::string& name);

} // namespace mrs::auth

#endif
