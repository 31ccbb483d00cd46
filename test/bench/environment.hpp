// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_BENCH_ENVIRONMENT_HPP
#define MRS_TEST_BENCH_ENVIRONMENT_HPP

#include <mrs/client_options.hpp>

#include <cstddef>
#include <cstdint>
#include <string>

namespace bench {

/// Where to send and as whom, from the same variables as the examples: MRS_ENDPOINT,
/// MRS_PROJECT_ID, MRS_CLUSTER_ID, MRS_CA_FILE and MRS_AUTH_TOKEN.
class environment {
public:
    environment();

    std::string endpoint;
    std::string project_id;
    std::string cluster_id;
    std::string ca_file;
    std::string token;

    /// The client as users have it: everything at its default but the pool's size and the trust.
    [[nodiscard]] mrs::client_options client(std::size_t connections) const;
    /// The same, with an access key in place of the token.
    [[nodiscard]] mrs::client_options signing_client(std::size_t connections) const;

private:
    [[nodiscard]] mrs::client_options make(std::size_t connections, mrs::credentials creds) const;
};

/// The execution id of a number, as long as a real one.
std::string sql_id(std::uint64_t number);
/// Makes one id that of another number.
void renumber(std::string& id, std::uint64_t number);

} // namespace bench

#endif
