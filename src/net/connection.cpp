// SPDX-License-Identifier: BSL-1.0
#include "net/connection.hpp"

#include <openssl/crypto.h>

namespace mrs::net {

connection::~connection() {
    OPENSSL_cleanse(request_.data(), request_.size());
}

} // namespace mrs::net
