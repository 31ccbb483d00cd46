// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_SUPPORT_TEST_CERTIFICATE_HPP
#define MRS_TEST_SUPPORT_TEST_CERTIFICATE_HPP

#include <string>

/// A self-signed certificate and its key, both as PEM texts.
struct test_certificate {
    /// @param alternative_names as in OpenSSL's configuration, such as "DNS:a.test,IP:127.0.0.1"
    explicit test_certificate(const std::string& common_name,
                              const std::string& alternative_names = {});

    std::string certificate;
    std::string key;
    std::string encrypted_key; ///< The same key under a password.
};

#endif
