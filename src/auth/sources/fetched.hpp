// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_AUTH_SOURCES_FETCHED_HPP
#define MRS_AUTH_SOURCES_FETCHED_HPP

#include "auth/signing/identity.hpp"
#include "auth/sources/source.hpp"

#include <utility>
#include <variant>

namespace mrs::auth {

/// What a source got.
using fetched = std::variant<identity, source_failure>;

inline void deliver(source_user& user, fetched result) {
    if (auto* const fresh = std::get_if<identity>(&result))
        user.on_identity(std::move(*fresh));
    else
        user.on_source_failed(std::move(std::get<source_failure>(result)));
}

} // namespace mrs::auth

#endif
