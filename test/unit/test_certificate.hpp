// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_UNIT_TEST_CERTIFICATE_HPP
#define MRS_TEST_UNIT_TEST_CERTIFICATE_HPP

#include <string>

/// A self-signed certificate and its key, both as PEM texts.
class test_certificate {
public:
    explicit test_certificate(const std::string& common_name);

    std::string certificate;
    std::string key;
    std::string encrypted_key; ///< The same key under a password.
};

#endif
