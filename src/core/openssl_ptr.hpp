// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CORE_OPENSSL_PTR_HPP
#define MRS_CORE_OPENSSL_PTR_HPP

#include "core/namespace.hpp"
#include "core/openssl_life.hpp"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <memory>

namespace mrs::core {

using bio_ptr = std::unique_ptr<BIO, openssl_free<BIO_free>>;
using bio_method_ptr = std::unique_ptr<BIO_METHOD, openssl_free<BIO_meth_free>>;
using evp_pkey_ptr = std::unique_ptr<EVP_PKEY, openssl_free<EVP_PKEY_free>>;
using ssl_ctx_ptr = std::unique_ptr<SSL_CTX, openssl_free<SSL_CTX_free>>;
using ssl_ptr = std::unique_ptr<SSL, openssl_free<SSL_free>>;
using ssl_session_ptr = std::unique_ptr<SSL_SESSION, openssl_free<SSL_SESSION_free>>;
using x509_crl_ptr = std::unique_ptr<X509_CRL, openssl_free<X509_CRL_free>>;
using x509_ptr = std::unique_ptr<X509, openssl_free<X509_free>>;

} // namespace mrs::core

#endif
