// SPDX-License-Identifier: BSL-1.0
#include "certificate_factory.hpp"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <stdexcept>

namespace mrs_test {

namespace {

using mrs::openssl_free;
using mrs::core::bio_ptr;
using mrs::core::evp_pkey_ptr;
using mrs::core::ssl_ctx_ptr;
using mrs::core::x509_crl_ptr;

using extension_ptr = std::unique_ptr<X509_EXTENSION, openssl_free<X509_EXTENSION_free>>;
using names_ptr = std::unique_ptr<GENERAL_NAMES, openssl_free<GENERAL_NAMES_free>>;

void require(bool done, const char* what) {
    if (done)
        return;
    const char* const reason = ERR_reason_error_string(ERR_peek_last_error());
    throw std::runtime_error(std::string("OpenSSL, ") + what + ": " +
                             (reason != nullptr ? reason : "no reason given"));
}

evp_pkey_ptr make_key(key_kind kind) {
    switch (kind) {
    case key_kind::rsa1024:
        return evp_pkey_ptr(EVP_RSA_gen(1024));
    case key_kind::rsa2048:
        return evp_pkey_ptr(EVP_RSA_gen(2048));
    case key_kind::rsa4096:
        return evp_pkey_ptr(EVP_RSA_gen(4096));
    case key_kind::p256:
        break;
    }
    return evp_pkey_ptr(EVP_EC_gen("P-256"));
}

std::string written(const std::function<int(BIO*)>& write) {
    const bio_ptr memory(BIO_new(BIO_s_mem()));
    require(memory && write(memory.get()) == 1, "writing PEM");
    char* data = nullptr;
    const long size = BIO_get_mem_data(memory.get(), &data);
    return {data, static_cast<std::size_t>(size)};
}

void set_serial(X509* x509) {
    std::array<unsigned char, 8> bytes{};
    require(RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) == 1, "a serial");
    std::uint64_t serial = 1;
    for (const unsigned char byte : bytes)
        serial = serial << 7U | (byte & 127U);
    require(ASN1_INTEGER_set_uint64(X509_get_serialNumber(x509), serial) == 1, "a serial");
}

void set_subject(X509* x509, const std::string& common_name) {
    if (common_name.empty())
        return;
    const auto* const bytes = reinterpret_cast<const unsigned char*>(common_name.data());
    require(X509_NAME_add_entry_by_txt(X509_get_subject_name(x509), "CN", MBSTRING_UTF8, bytes,
                                       static_cast<int>(common_name.size()), -1, 0) == 1,
            "a subject");
}

void extend(X509* x509, X509* issuer, int kind, const std::string& words) {
    if (words.empty())
        return;
    X509V3_CTX context{};
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, x509, nullptr, nullptr, 0);
    const extension_ptr made(X509V3_EXT_conf_nid(nullptr, &context, kind, words.c_str()));
    require(made && X509_add_ext(x509, made.get(), -1) == 1, "an extension");
}

/// Not by OpenSSL's configuration words, which could not name a NUL.
void name(X509* x509, const std::vector<std::pair<int, std::string>>& alternatives) {
    if (alternatives.empty())
        return;
    const names_ptr names(GENERAL_NAMES_new());
    for (const auto& [kind, bytes] : alternatives) {
        ASN1_STRING* const text =
            ASN1_STRING_type_new(kind == GEN_DNS ? V_ASN1_IA5STRING : V_ASN1_OCTET_STRING);
        require(ASN1_STRING_set(text, bytes.data(), static_cast<int>(bytes.size())) == 1, "a name");
        GENERAL_NAME* const one = GENERAL_NAME_new();
        GENERAL_NAME_set0_value(one, kind, text);
        sk_GENERAL_NAME_push(names.get(), one);
    }
    require(X509_add1_ext_i2d(x509, NID_subject_alt_name, names.get(), 0, 0) == 1, "names");
}

x509_crl_ptr make_list(X509* issuer, long from, long to) {
    x509_crl_ptr list(X509_CRL_new());
    const std::unique_ptr<ASN1_TIME, openssl_free<ASN1_TIME_free>> since(
        X509_gmtime_adj(nullptr, from));
    const std::unique_ptr<ASN1_TIME, openssl_free<ASN1_TIME_free>> next(
        X509_gmtime_adj(nullptr, to));
    require(list && X509_CRL_set_version(list.get(), X509_CRL_VERSION_2) == 1 &&
                X509_CRL_set_issuer_name(list.get(), X509_get_subject_name(issuer)) == 1 &&
                X509_CRL_set1_lastUpdate(list.get(), since.get()) == 1 &&
                X509_CRL_set1_nextUpdate(list.get(), next.get()) == 1,
            "a CRL");
    return list;
}

void revoke(X509_CRL* list, X509* certificate) {
    X509_REVOKED* const entry = X509_REVOKED_new();
    require(X509_REVOKED_set_serialNumber(entry, X509_get_serialNumber(certificate)) == 1 &&
                X509_REVOKED_set_revocationDate(
                    entry, const_cast<ASN1_TIME*>(X509_CRL_get0_lastUpdate(list))) == 1 &&
                X509_CRL_add0_revoked(list, entry) == 1,
            "a revocation");
}

} // namespace

EVP_PKEY* key_of(key_kind kind, int number) {
    static std::mutex mutex;
    static std::map<std::pair<key_kind, int>, evp_pkey_ptr> keys;
    const std::lock_guard lock(mutex);
    evp_pkey_ptr& key = keys[{kind, number}];
    if (!key)
        key = make_key(kind);
    require(key != nullptr, "a key");
    return key.get();
}

certificate::certificate(const recipe& what) : certificate(what, nullptr) {}

certificate::certificate(const recipe& what, const certificate& issuer)
    : certificate(what, &issuer) {}

certificate::certificate(const recipe& what, const certificate* issuer)
    : x509_(X509_new(), &X509_free), key_(key_of(what.key_, what.number_)) {
    X509* const made = x509_.get();
    X509* const by = issuer != nullptr ? issuer->x509() : made;
    require(made != nullptr && X509_set_version(made, X509_VERSION_3) == 1 &&
                X509_gmtime_adj(X509_getm_notBefore(made), what.from_) != nullptr &&
                X509_gmtime_adj(X509_getm_notAfter(made), what.to_) != nullptr &&
                X509_set_pubkey(made, key_) == 1,
            "a certificate");
    set_serial(made);
    set_subject(made, what.common_name_);
    require(X509_set_issuer_name(made, X509_get_subject_name(by)) == 1, "an issuer");
    extend(made, by, NID_basic_constraints, what.basic_constraints_);
    extend(made, by, NID_key_usage, what.key_usage_);
    extend(made, by, NID_ext_key_usage, what.extended_usage_);
    extend(made, by, NID_name_constraints, what.name_constraints_);
    extend(made, by, NID_subject_key_identifier, "hash");
    extend(made, by, NID_authority_key_identifier, issuer != nullptr ? "keyid:always" : "");
    name(made, what.alternatives_);
    require(X509_sign(made, issuer != nullptr ? issuer->key() : key_,
                      what.digest_ != nullptr ? what.digest_ : EVP_sha256()) > 0,
            "a signature");
}

std::string certificate::pem() const {
    return written([this](BIO* out) { return PEM_write_bio_X509(out, x509()); });
}

std::string certificate::key_pem() const {
    return written([this](BIO* out) {
        return PEM_write_bio_PrivateKey(out, key_, nullptr, nullptr, 0, nullptr, nullptr);
    });
}

std::string certificate::pin() const {
    std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
    std::array<unsigned char, 2 * EVP_MAX_MD_SIZE> text{};
    unsigned char* der = nullptr;
    const int size = i2d_PUBKEY(key_, &der);
    unsigned int length = 0;
    require(size > 0 && EVP_Digest(der, static_cast<std::size_t>(size), hash.data(), &length,
                                   EVP_sha256(), nullptr) == 1,
            "a pin");
    OPENSSL_free(der);
    EVP_EncodeBlock(text.data(), hash.data(), static_cast<int>(length));
    return "sha256/" + std::string(reinterpret_cast<const char*>(text.data()));
}

std::string certificate::revocations(const std::vector<const certificate*>& revoked, long from,
                                     long to) const {
    const x509_crl_ptr list = make_list(x509(), from, to);
    for (const certificate* const one : revoked)
        revoke(list.get(), one->x509());
    require(X509_CRL_sort(list.get()) == 1 && X509_CRL_sign(list.get(), key_, EVP_sha256()) > 0,
            "a CRL's signature");
    return written([&](BIO* out) { return PEM_write_bio_X509_CRL(out, list.get()); });
}

const certificate& test_root() {
    static const certificate root(recipe("test root").authority().key(key_kind::p256, 1));
    return root;
}

ssl_ctx_ptr server_context(const certificate& leaf, const std::vector<certificate>& between) {
    ssl_ctx_ptr context(SSL_CTX_new(TLS_server_method()));
    require(context != nullptr, "a server's context");
    SSL_CTX_set_security_level(context.get(), 0);
    SSL_CTX_set_min_proto_version(context.get(), TLS1_VERSION);
    require(SSL_CTX_use_certificate(context.get(), leaf.x509()) == 1 &&
                SSL_CTX_use_PrivateKey(context.get(), leaf.key()) == 1,
            "a server's certificate");
    for (const certificate& one : between)
        require(SSL_CTX_add1_chain_cert(context.get(), one.x509()) == 1, "a server's chain");
    return context;
}

} // namespace mrs_test
