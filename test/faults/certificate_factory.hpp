// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_CERTIFICATE_FACTORY_HPP
#define MRS_TEST_CERTIFICATE_FACTORY_HPP

#include "core/openssl_ptr.hpp"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace mrs_test {

enum class key_kind { p256, rsa1024, rsa2048, rsa4096 };

/// A key of this kind, made once for the process; keys of different numbers differ.
EVP_PKEY* key_of(key_kind kind, int number = 0);

/// What a certificate is to say. Without more, it is a server's, good for a day around now.
class recipe {
public:
    /// @param common_name the subject, which is empty without it
    explicit recipe(std::string common_name = {}) : common_name_(std::move(common_name)) {}

    /// A name that it is good for, as the bytes that they are.
    recipe& dns(std::string name) { return alternative(dns_name, std::move(name)); }
    /// An address, 4 or 16 bytes.
    recipe& ip(std::string bytes) { return alternative(ip_address, std::move(bytes)); }
    /// In seconds from now.
    recipe& valid(long from, long to) {
        from_ = from;
        to_ = to;
        return *this;
    }
    recipe& authority() {
        basic_constraints_ = "critical,CA:TRUE";
        key_usage_ = "critical,keyCertSign,cRLSign";
        extended_usage_.clear();
        return *this;
    }
    recipe& extended_usage(std::string words) {
        extended_usage_ = std::move(words);
        return *this;
    }
    /// In the words of OpenSSL's configuration, such as "critical,permitted;DNS:mrs.test".
    recipe& name_constraints(std::string words) {
        name_constraints_ = std::move(words);
        return *this;
    }
    recipe& key(key_kind kind, int number = 0) {
        key_ = kind;
        number_ = number;
        return *this;
    }
    recipe& digest(const EVP_MD* hash) {
        digest_ = hash;
        return *this;
    }

private:
    friend class certificate;

    recipe& alternative(int kind, std::string bytes) {
        alternatives_.emplace_back(kind, std::move(bytes));
        return *this;
    }

    static constexpr int dns_name = 2; ///< As in RFC 5280's GeneralName.
    static constexpr int ip_address = 7;

    std::string common_name_;
    std::vector<std::pair<int, std::string>> alternatives_;
    long from_ = -86'400;
    long to_ = 86'400;
    std::string basic_constraints_ = "critical,CA:FALSE";
    std::string key_usage_ = "critical,digitalSignature,keyEncipherment";
    std::string extended_usage_ = "serverAuth";
    std::string name_constraints_;
    key_kind key_ = key_kind::p256;
    int number_ = 0;
    const EVP_MD* digest_ = nullptr;
};

/// A certificate with its key, made by OpenSSL when a test asks for it.
class certificate {
public:
    /// Signed by itself.
    explicit certificate(const recipe& what);
    certificate(const recipe& what, const certificate& issuer);

    [[nodiscard]] X509* x509() const noexcept { return x509_.get(); }
    [[nodiscard]] EVP_PKEY* key() const noexcept { return key_; }
    [[nodiscard]] std::string pem() const;
    [[nodiscard]] std::string key_pem() const;
    /// Its public key, as `tls_options::pins` takes it.
    [[nodiscard]] std::string pin() const;

    /// As an authority: a list of what it revoked, as PEM.
    /// @param from,to seconds from now
    [[nodiscard]] std::string revocations(const std::vector<const certificate*>& revoked,
                                          long from = -86'400, long to = 86'400) const;

private:
    certificate(const recipe& what, const certificate* issuer);

    std::shared_ptr<X509> x509_;
    EVP_PKEY* key_;
};

/// A root of the tests, with a key that no other certificate has.
const certificate& test_root();

/// A server's context that shows `leaf` and then `between`, at OpenSSL's lowest security level.
mrs::core::ssl_ctx_ptr server_context(const certificate& leaf,
                                      const std::vector<certificate>& between = {});

} // namespace mrs_test

#endif
