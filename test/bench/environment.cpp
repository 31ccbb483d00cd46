// SPDX-License-Identifier: BSL-1.0
#include "environment.hpp"

#include <mrs/access_key.hpp>

#include <cstdlib>
#include <stdexcept>
#include <utility>

namespace bench {

namespace {

std::string variable(const char* name) {
    const char* const value = std::getenv(name); // NOLINT(concurrency-mt-unsafe)
    if (value == nullptr)
        throw std::runtime_error(std::string(name) + " is not set");
    return value;
}

} // namespace

environment::environment()
    : endpoint(variable("MRS_ENDPOINT")), project_id(variable("MRS_PROJECT_ID")),
      cluster_id(variable("MRS_CLUSTER_ID")), ca_file(variable("MRS_CA_FILE")),
      token(variable("MRS_AUTH_TOKEN")) {}

mrs::client_options environment::client(std::size_t connections) const {
    return make(connections, mrs::credentials::token(mrs::secret(token)));
}

mrs::client_options environment::signing_client(std::size_t connections) const {
    const mrs::access_key key("AKEXAMPLE00000000000",
                              mrs::secret("SKEXAMPLE0000000000000000000000000000000"));
    return make(connections, mrs::credentials::keys(key));
}

mrs::client_options environment::make(std::size_t connections, mrs::credentials creds) const {
    mrs::client_options options(endpoint, project_id, std::move(creds));
    options.tls(mrs::tls_options().ca_file(ca_file));
    options.pool(mrs::pool_options().max_connections(connections));
    return options;
}

std::string sql_id(std::uint64_t number) {
    std::string id = "20261124_000000_00000_abcde";
    renumber(id, number);
    return id;
}

void renumber(std::string& id, std::uint64_t number) {
    for (std::size_t at = 20; at >= 9; --at) {
        if (id[at] == '_')
            continue;
        id[at] = static_cast<char>('0' + number % 10);
        number /= 10;
    }
}

} // namespace bench
