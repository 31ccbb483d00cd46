// SPDX-License-Identifier: BSL-1.0
#include "support/test_certificate.hpp"

#include "core/openssl_ptr.hpp"

#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <functional>
#include <memory>
#include <stdexcept>

using mrs::core::bio_ptr;
using mrs::core::evp_pkey_ptr;
using mrs::core::x509_ptr;

namespace {

using x509_extension_ptr = std::unique_ptr<X509_EXTENSION, mrs::openssl_free<X509_EXTENSION_free>>;

void require(bool done) {
    if (!done)
        throw std::runtime_error("OpenSSL made no test certificate");
}

std::string written(const std::function<int(BIO*)>& write) {
    const bio_ptr memory(BIO_new(BIO_s_mem()));
    require(memory && write(memory.get()) == 1);
    char* data = nullptr;
    const long size = BIO_get_mem_data(memory.get(), &data);
    return {data, static_cast<std::size_t>(size)};
}

void add_alternative_names(X509* certificate, const std::string& names) {
    const x509_extension_ptr extension(
        X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, names.c_str()));
    require(extension && X509_add_ext(certificate, extension.get(), -1) == 1);
}

x509_ptr self_signed(EVP_PKEY* key, const std::string& common_name,
                     const std::string& alternative_names) {
    constexpr long day = 86'400;
    x509_ptr made(X509_new());
    require(made != nullptr);
    X509* const certificate = made.get();
    X509_NAME* const name = X509_get_subject_name(certificate);
    require(X509_set_version(certificate, X509_VERSION_3) == 1 &&
            ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1) == 1 &&
            X509_gmtime_adj(X509_getm_notBefore(certificate), -day) != nullptr &&
            X509_gmtime_adj(X509_getm_notAfter(certificate), day) != nullptr &&
            X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                                       reinterpret_cast<const unsigned char*>(common_name.c_str()),
                                       -1, -1, 0) == 1 &&
            X509_set_issuer_name(certificate, name) == 1 && X509_set_pubkey(certificate, key) == 1);
    if (!alternative_names.empty())
        add_alternative_names(certificate, alternative_names);
    require(X509_sign(certificate, key, EVP_sha256()) > 0);
    return made;
}

} // namespace

test_certificate::test_certificate(const std::string& common_name,
                                   const std::string& alternative_names) {
    const evp_pkey_ptr made(EVP_EC_gen("P-256"));
    require(made != nullptr);
    const x509_ptr x509 = self_signed(made.get(), common_name, alternative_names);
    std::string password = "password";
    certificate = written([&](BIO* out) { return PEM_write_bio_X509(out, x509.get()); });
    key = written([&](BIO* out) {
        return PEM_write_bio_PrivateKey(out, made.get(), nullptr, nullptr, 0, nullptr, nullptr);
    });
    encrypted_key = written([&](BIO* out) {
        return PEM_write_bio_PrivateKey(out, made.get(), EVP_aes_128_cbc(),
                                        reinterpret_cast<unsigned char*>(password.data()),
                                        static_cast<int>(password.size()), nullptr, nullptr);
    });
}
