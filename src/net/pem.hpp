// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_NET_PEM_HPP
#define MRS_NET_PEM_HPP

#include "core/openssl_ptr.hpp"

#include <mrs/secret.hpp>

#include <new>
#include <string>
#include <string_view>
#include <vector>

namespace mrs::net {

/// Refuses an option of `tls_options`.
/// @throws mrs::error with `errc::invalid_argument`
[[noreturn]] void refuse_tls(const std::string& what, const std::string& why);

/// What OpenSSL said last.
std::string openssl_reason();

/// Where a PEM text came from, for an error's text.
std::string source_name(const std::string& option, const std::string& path);

/// Reads a whole file, or refuses the option that named it.
secret read_file(const std::string& option, const std::string& path);

bio_ptr memory_bio(std::string_view text);

/// All the certificates of a PEM text; refuses one that holds none, or a broken one.
std::vector<x509_ptr> read_certificates(const std::string& where, std::string_view pem);
/// The same with lists of revoked certificates.
std::vector<x509_crl_ptr> read_revocations(const std::string& where, std::string_view pem);

/// Throws `std::bad_alloc` where OpenSSL made no object.
template<typename Pointer>
Pointer checked(Pointer object) {
    if (!object)
        throw std::bad_alloc();
    return object;
}

} // namespace mrs::net

#endif
