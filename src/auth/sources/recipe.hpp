// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_AUTH_SOURCES_RECIPE_HPP
#define MRS_AUTH_SOURCES_RECIPE_HPP

#include <mrs/credentials.hpp>

#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace mrs {

/// What a `credentials` object was made of.
struct credentials::recipe {
    struct token_file {
        std::string path;
    };
    class environment {};
    struct profile {
        std::string path;
    };
    class pod_identity {};
    struct chain {
        std::vector<credentials> sources;
    };
    using kind =
        std::variant<secret, token_provider, access_key, access_key_provider, iam_password,
                     metadata_options, token_file, environment, profile, pod_identity, chain>;

    explicit recipe(kind what) : is(std::move(what)) {}

    kind is;
};

} // namespace mrs

#endif
