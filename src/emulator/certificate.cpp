// SPDX-License-Identifier: BSL-1.0
#include "certificate.hpp"

#include <boost/asio/ip/address.hpp>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <array>
#include <memory>
#include <stdexcept>

namespace mrs_emulator {
namespace {

template<auto Free>
struct deleter {
    template<class T>
    void operator()(T* object) const noexcept {
        Free(object);
    }
};

using unique_key = std::unique_ptr<EVP_PKEY, deleter<&EVP_PKEY_free>>;
using unique_certificate = std::unique_ptr<X509, deleter<&X509_free>>;
using unique_extension = std::unique_ptr<X509_EXTENSION, deleter<&X509_EXTENSION_free>>;
using unique_bio = std::unique_ptr<BIO, deleter<&BIO_free_all>>;

void require(bool ok, const char* what) {
    if (!ok) {
        const char* const reason = ERR_reason_error_string(ERR_get_error());
        throw std::runtime_error(std::string(what) + ": " +
                                 (reason != nullptr ? reason : "unknown error"));
    }
}

unique_key make_key() {
    unique_key key(EVP_EC_gen("P-256"));
    require(key != nullptr, "Making a key");
    return key;
}

void set_random_serial(X509& certificate) {
    std::array<unsigned char, 8> bytes{};
    require(RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) == 1, "Choosing a serial");
    std::uint64_t serial = 1;
    for (const unsigned char byte : bytes)
        serial = serial << 7U | (byte & 127U);
    require(ASN1_INTEGER_set_uint64(X509_get_serialNumber(&certificate), serial) == 1,
            "Setting a serial");
}

unique_certificate make_certificate(EVP_PKEY& key, const std::string& name) {
    constexpr long hour = 60L * 60;
    unique_certificate certificate(X509_new());
    require(certificate != nullptr, "Making a certificate");
    set_random_serial(*certificate);
    X509_NAME* const subject = X509_get_subject_name(certificate.get());
    const auto* const text = reinterpret_cast<const unsigned char*>(name.c_str());
    require(X509_set_version(certificate.get(), X509_VERSION_3) == 1 &&
                X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -hour) != nullptr &&
                X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 720 * hour) != nullptr &&
                X509_set_pubkey(certificate.get(), &key) == 1 &&
                X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, text, -1, -1, 0) == 1,
            "Filling a certificate");
    return certificate;
}

void add_extension(X509& certificate, X509& issuer, int kind, const std::string& value) {
    X509V3_CTX context{};
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, &issuer, &certificate, nullptr, nullptr, 0);
    const unique_extension extension(X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str()));
    require(extension && X509_add_ext(&certificate, extension.get(), -1) == 1,
            "Adding an extension");
}

void sign(X509& certificate, X509& issuer, EVP_PKEY& issuer_key) {
    require(X509_set_issuer_name(&certificate, X509_get_subject_name(&issuer)) == 1 &&
                X509_sign(&certificate, &issuer_key, EVP_sha256()) != 0,
            "Signing a certificate");
}

unique_certificate make_authority(EVP_PKEY& key) {
    unique_certificate authority = make_certificate(key, "mrs-emulator authority");
    add_extension(*authority, *authority, NID_basic_constraints, "critical,CA:TRUE");
    add_extension(*authority, *authority, NID_key_usage, "critical,keyCertSign,cRLSign");
    add_extension(*authority, *authority, NID_subject_key_identifier, "hash");
    sign(*authority, *authority, key);
    return authority;
}

std::string alternative_name(const std::string& host) {
    boost::system::error_code not_an_address;
    boost::asio::ip::make_address(host, not_an_address);
    if (!not_an_address)
        return "IP:" + host;
    // The name goes through OpenSSL's configuration syntax, where a comma starts another one.
    if (host.empty() || host.find_first_of(",;:@ \t\r\n\\\"") != std::string::npos)
        throw std::invalid_argument("'" + host + "' is not a host name or address");
    return "DNS:" + host;
}

std::string alternative_names(const std::vector<std::string>& hosts) {
    std::string names = "DNS:localhost,IP:127.0.0.1,IP:::1";
    for (const std::string& host : hosts)
        names.append(",").append(alternative_name(host));
    return names;
}

unique_certificate make_leaf(EVP_PKEY& key, X509& authority, EVP_PKEY& authority_key,
                             const std::vector<std::string>& hosts) {
    unique_certificate leaf = make_certificate(key, "mrs-emulator");
    add_extension(*leaf, authority, NID_basic_constraints, "critical,CA:FALSE");
    add_extension(*leaf, authority, NID_key_usage, "critical,digitalSignature");
    add_extension(*leaf, authority, NID_ext_key_usage, "serverAuth");
    add_extension(*leaf, authority, NID_subject_alt_name, alternative_names(hosts));
    add_extension(*leaf, authority, NID_subject_key_identifier, "hash");
    add_extension(*leaf, authority, NID_authority_key_identifier, "keyid");
    sign(*leaf, authority, authority_key);
    return leaf;
}

template<class Write>
std::string to_pem(Write write) {
    const unique_bio memory(BIO_new(BIO_s_mem()));
    require(memory && write(memory.get()) == 1, "Writing PEM");
    char* text = nullptr;
    const long size = BIO_get_mem_data(memory.get(), &text);
    return {text, static_cast<std::size_t>(size)};
}

std::string to_pem(X509& certificate) {
    return to_pem([&certificate](BIO* out) { return PEM_write_bio_X509(out, &certificate); });
}

std::string to_pem(EVP_PKEY& key) {
    return to_pem([&key](BIO* out) {
        return PEM_write_bio_PrivateKey(out, &key, nullptr, nullptr, 0, nullptr, nullptr);
    });
}

} // namespace

server_identity make_server_identity(const std::vector<std::string>& hosts) {
    const unique_key authority_key = make_key();
    const unique_certificate authority = make_authority(*authority_key);
    const unique_key key = make_key();
    const unique_certificate leaf = make_leaf(*key, *authority, *authority_key, hosts);
    return {to_pem(*authority), to_pem(*leaf), to_pem(*key)};
}

} // namespace mrs_emulator
