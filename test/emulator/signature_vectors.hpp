// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_TEST_SIGNATURE_VECTORS_HPP
#define MRS_EMULATOR_TEST_SIGNATURE_VECTORS_HPP

#include "access_keys.hpp"
#include "http_message.hpp"
#include "utc_time.hpp"

#include <string>
#include <vector>

namespace mrs_emulator::test {

/// A request with its signature.
struct signature_vector {
    std::string name;
    http_request request; ///< With the Authorization that the signer computed.
    access_key key;
    utc_time time; ///< Of the signature.
};

/// The vectors of sdk-hmac-sha256.json.
const std::vector<signature_vector>& signature_vectors();
/// The vectors of test/unit/vectors/sdk-hmac-sha256-reserved.json, with each reserved character.
const std::vector<signature_vector>& reserved_vectors();

/// Sets the only value of a header.
void set_header(http_request& request, const std::string& name, const std::string& value);

} // namespace mrs_emulator::test

#endif
