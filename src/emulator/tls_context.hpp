// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_TLS_CONTEXT_HPP
#define MRS_EMULATOR_TLS_CONTEXT_HPP

#include "certificate.hpp"

#include <boost/asio/ssl/context.hpp>

#include <filesystem>

namespace mrs_emulator {

/// A server's TLS 1.2 and 1.3 with session resumption.
boost::asio::ssl::context make_tls_context(const server_identity& identity);

/// The same with the user's own certificate chain and key.
boost::asio::ssl::context make_tls_context(const std::filesystem::path& certificate_file,
                                           const std::filesystem::path& key_file);

} // namespace mrs_emulator

#endif
