// SPDX-License-Identifier: BSL-1.0
#include "auth/sources/provider_source.hpp"

namespace mrs::auth {

std::string words_of(const std::exception_ptr& thrown) {
    try {
        std::rethrow_exception(thrown);
    } catch (const std::exception& e) {
        return e.what();
    } catch (...) {
        return "something that is no std::exception";
    }
}

} // namespace mrs::auth
