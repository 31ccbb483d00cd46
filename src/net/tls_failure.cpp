// SPDX-License-Identifier: BSL-1.0
#include "net/tls_failure.hpp"

#include <boost/asio/ssl/error.hpp>

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>

#include <string>

namespace mrs::net {

namespace {

/// Reasons that say that what came is no TLS at all.
bool is_foreign_protocol(int reason) noexcept {
    return reason == SSL_R_WRONG_VERSION_NUMBER || reason == SSL_R_HTTP_REQUEST ||
           reason == SSL_R_UNEXPECTED_MESSAGE || reason == SSL_R_BAD_RECORD_TYPE ||
           reason == SSL_R_PACKET_LENGTH_TOO_LONG || reason == SSL_R_RECORD_LENGTH_MISMATCH;
}

/// OpenSSL names the alerts that TLS 1.3 added in its error texts only.
std::string name_of_alert(int alert, const error_code& cause) {
    const std::string name = SSL_alert_desc_string_long(alert);
    return name == "unknown" ? cause.message() : name;
}

std::string words_of_verification(long result) {
    const char* const words = result == X509_V_ERR_APPLICATION_VERIFICATION
                                  ? "no key of its chain is among tls.pins"
                                  : X509_verify_cert_error_string(result);
    return "the peer's certificate was not accepted: " + std::string(words) + " (" +
           std::to_string(result) + ")";
}

} // namespace

error_code openssl_code(unsigned long code) {
    return {static_cast<int>(code), boost::asio::error::get_ssl_category()};
}

transport_error tls_failure(long verified, unsigned long code) {
    const error_code cause = openssl_code(code);
    const int reason = ERR_GET_REASON(code);
    if (verified != X509_V_OK)
        return {errc::certificate_rejected, pacing::fault::permanent, cause,
                words_of_verification(verified)};
    if (reason > SSL_AD_REASON_OFFSET)
        return {errc::tls_failed, pacing::fault::permanent, cause,
                "the peer ended the TLS handshake: " +
                    name_of_alert(reason - SSL_AD_REASON_OFFSET, cause)};
    if (is_foreign_protocol(reason))
        return {errc::not_tls, pacing::fault::permanent, cause,
                "the peer does not speak TLS (not TLS: " + cause.message() + ")"};
    return {errc::tls_failed, pacing::fault::permanent, cause,
            "the TLS handshake failed: " + cause.message()};
}

bool refuses_certificate(unsigned long code) noexcept {
    switch (ERR_GET_REASON(code) - SSL_AD_REASON_OFFSET) {
    case SSL_AD_BAD_CERTIFICATE:
    case SSL_AD_UNSUPPORTED_CERTIFICATE:
    case SSL_AD_CERTIFICATE_REVOKED:
    case SSL_AD_CERTIFICATE_EXPIRED:
    case SSL_AD_CERTIFICATE_UNKNOWN:
    case SSL_AD_UNKNOWN_CA:
    case SSL_AD_ACCESS_DENIED:
    case SSL_AD_CERTIFICATE_REQUIRED:
        return true;
    default:
        return false;
    }
}

} // namespace mrs::net
