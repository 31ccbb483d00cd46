// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CORE_OPENSSL_LIFE_HPP
#define MRS_CORE_OPENSSL_LIFE_HPP

#include "core/namespace.hpp"

#include <openssl/crypto.h>

#include <atomic>
#include <new>

namespace mrs::core {

/// Whether OpenSSL may still be called. Who uses it first says whether it cleans up after itself at
/// the end of the process. We say that it does not: that would be before a static client ends whose
/// place was made earlier, and while the threads of a static pool are at work. Others may have been
/// first.
inline bool openssl_stands() noexcept {
    return OPENSSL_init_crypto(OPENSSL_INIT_NO_ATEXIT, nullptr) == 1;
}

/// Keeps what can no longer be freed where a leak checker finds it.
inline void keep_for_good(void* object) noexcept {
    struct kept {
        void* object;
        kept* next;
    };
    static constinit std::atomic<kept*> all{nullptr};
    auto* const one = new (std::nothrow) kept{object, all};
    while (one != nullptr && !all.compare_exchange_weak(one->next, one)) {
    }
}

/// Frees an OpenSSL object with the function that its type asks for, as long as OpenSSL stands.
template<auto Free>
struct openssl_free {
    template<typename T>
    void operator()(T* object) const noexcept {
        if (openssl_stands())
            Free(object);
        else
            keep_for_good(object);
    }
};

} // namespace mrs::core

#endif
