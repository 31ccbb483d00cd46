// SPDX-License-Identifier: BSL-1.0
#include "net/pem.hpp"

#include <mrs/error.hpp>

#include <openssl/err.h>
#include <openssl/pem.h>

#include <cerrno>
#include <fstream>
#include <system_error>
#include <utility>

namespace mrs::net {

namespace {

/// Reads until `next` finds no further object; refuses a text that holds none, or a broken one.
template<typename Pointer, typename Next>
std::vector<Pointer> read_all(const std::string& where, std::string_view pem, const char* what,
                              Next next) {
    std::vector<Pointer> objects;
    const bio_ptr source = memory_bio(pem);
    ERR_clear_error();
    while (Pointer object{next(source.get())})
        objects.push_back(std::move(object));
    const bool ended = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
    if (!ended)
        refuse_tls(where, std::string("a ") + what + " is broken: " + openssl_reason());
    if (objects.empty())
        refuse_tls(where, std::string("there is no PEM ") + what + " in it");
    ERR_clear_error();
    return objects;
}

} // namespace

void refuse_tls(const std::string& what, const std::string& why) {
    ERR_clear_error();
    throw error(errc::invalid_argument, "tls." + what + ": " + why);
}

std::string openssl_reason() {
    const unsigned long code = ERR_peek_last_error();
    const char* reason = ERR_reason_error_string(code);
    return reason != nullptr ? reason : "OpenSSL error " + std::to_string(code);
}

std::string source_name(const std::string& option, const std::string& path) {
    return path.empty() ? option : option + " \"" + path + "\"";
}

secret read_file(const std::string& option, const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    // By `read`, which reports what the buffer throws for a directory.
    std::string text;
    std::size_t size = 0;
    while (file) {
        text.resize(size + 4096);
        file.read(text.data() + size, 4096);
        size += static_cast<std::size_t>(file.gcount());
    }
    text.resize(size);
    if (!file.is_open() || file.bad())
        refuse_tls(option, "cannot read \"" + path +
                               "\": " + std::generic_category().message(errno != 0 ? errno : EIO));
    return secret(std::move(text));
}

bio_ptr memory_bio(std::string_view text) {
    return checked(
        bio_ptr(BIO_new_mem_buf(text.empty() ? "" : text.data(), static_cast<int>(text.size()))));
}

std::vector<x509_ptr> read_certificates(const std::string& where, std::string_view pem) {
    return read_all<x509_ptr>(where, pem, "certificate", [](BIO* source) {
        return PEM_read_bio_X509_AUX(source, nullptr, nullptr, nullptr);
    });
}

std::vector<x509_crl_ptr> read_revocations(const std::string& where, std::string_view pem) {
    return read_all<x509_crl_ptr>(where, pem, "CRL", [](BIO* source) {
        return PEM_read_bio_X509_CRL(source, nullptr, nullptr, nullptr);
    });
}

} // namespace mrs::net
