// SPDX-License-Identifier: BSL-1.0
#include "auth/sources/recipe.hpp"

#include <mrs/credentials.hpp>

#include <memory>
#include <utility>

namespace mrs {

namespace {

std::shared_ptr<const credentials::recipe> made_of(credentials::recipe::kind what) {
    return std::make_shared<const credentials::recipe>(std::move(what));
}

} // namespace

credentials credentials::token(secret token) {
    return credentials(made_of(std::move(token)));
}

credentials credentials::provider(token_provider provider) {
    return credentials(made_of(std::move(provider)));
}

credentials credentials::token_file(std::string path) {
    return credentials(made_of(recipe::token_file{std::move(path)}));
}

credentials credentials::password(iam_password user) {
    return credentials(made_of(std::move(user)));
}

credentials credentials::keys(access_key key) {
    return credentials(made_of(std::move(key)));
}

credentials credentials::key_provider(access_key_provider provider) {
    return credentials(made_of(std::move(provider)));
}

credentials credentials::environment() {
    return credentials(made_of(recipe::environment()));
}

credentials credentials::profile(std::string path) {
    return credentials(made_of(recipe::profile{std::move(path)}));
}

credentials credentials::metadata(metadata_options options) {
    return credentials(made_of(std::move(options)));
}

credentials credentials::pod_identity() {
    return credentials(made_of(recipe::pod_identity()));
}

credentials credentials::chain(std::vector<credentials> sources) {
    return credentials(made_of(recipe::chain{std::move(sources)}));
}

credentials credentials::default_chain() {
    std::vector<credentials> sources;
    sources.push_back(environment());
    sources.push_back(profile());
    sources.push_back(pod_identity());
    return chain(std::move(sources));
}

} // namespace mrs
