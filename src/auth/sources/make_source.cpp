// SPDX-License-Identifier: BSL-1.0
#include "auth/sources/make_source.hpp"

#include "api/regions.hpp"
#include "auth/sources/chain_source.hpp"
#include "auth/sources/file_source.hpp"
#include "auth/sources/fixed_source.hpp"
#include "auth/sources/iam_source.hpp"
#include "auth/sources/metadata_source.hpp"
#include "auth/sources/pod_source.hpp"
#include "auth/sources/profile.hpp"
#include "auth/sources/provider_source.hpp"
#include "auth/sources/recipe.hpp"

#include <optional>
#include <utility>

namespace mrs::auth {

namespace {

using made = std::unique_ptr<source>;

constexpr file_source::kind token_file{"the token file", &read_token_file, false, false};

file_source::kind profile_kind(bool may_be_absent) {
    return {"the profile", &read_profile, true, may_be_absent};
}

/// What `parse` makes of a URL; its refusal names the field of the credentials.
template<typename Parse>
auto checked_url(const std::string& field, Parse parse) {
    try {
        return parse();
    } catch (const error& refused) {
        std::string why = refused.info().detail;
        why.erase(0, why.find(':')); // "endpoint: ..."
        throw error(errc::invalid_argument, "credentials." + field + why);
    }
}

/// A service of this machine answers soon, or is not there.
timeout_options local_limits() {
    constexpr std::chrono::seconds limit(3);
    return timeout_options().connect(limit).handshake(limit).write(limit).read(limit).attempt(
        limit);
}

/// Makes the source of each kind of recipe.
class maker {
public:
    explicit maker(const source_context& around) : around_(around) {}

    made operator()(const secret& token) const {
        return std::make_unique<fixed_source>(identity(auth_token(token)), "the user's token");
    }
    made operator()(const access_key& key) const {
        return std::make_unique<fixed_source>(identity(key), "the user's access key");
    }
    made operator()(const token_provider& provider) const {
        return std::make_unique<provider_source<auth_token>>(around_.executor, provider);
    }
    made operator()(const access_key_provider& provider) const {
        return std::make_unique<provider_source<access_key>>(around_.executor, provider);
    }
    made operator()(const credentials::recipe::token_file& file) const {
        if (file.path.empty())
            throw error(errc::invalid_argument, "credentials.token_file: the path is empty");
        return std::make_unique<file_source>(file.path, token_file, around_.executor);
    }
    made operator()(const iam_password& user) const;
    made operator()(const credentials::recipe::environment&) const;
    made operator()(const credentials::recipe::profile& file) const;
    made operator()(const metadata_options& options) const;
    made operator()(const credentials::recipe::pod_identity&) const;
    made operator()(const credentials::recipe::chain& several) const;

private:
    [[nodiscard]] secret variable(const char* name) const { return around_.variables(name); }
    [[nodiscard]] std::string text(const char* name) const {
        return std::string(variable(name).reveal());
    }
    [[nodiscard]] std::string iam_endpoint(const iam_password& user) const;
    [[nodiscard]] std::unique_ptr<net::origin> origin_of(const net::endpoint& peer,
                                                         const timeout_options& limits,
                                                         std::optional<net::proxy> via) const;
    /// Of a service of this machine: no proxy of another one can reach it.
    [[nodiscard]] std::unique_ptr<net::origin> origin_of_machine(const net::endpoint& peer) const {
        return origin_of(peer, local_limits(), std::nullopt);
    }

    const source_context& around_;
};

std::unique_ptr<net::origin> maker::origin_of(const net::endpoint& peer,
                                              const timeout_options& limits,
                                              std::optional<net::proxy> via) const {
    tls_options tls = around_.options.tls();
    tls.server_name({}); // That is MRS's name alone.
    return std::make_unique<net::origin>(around_.executor, around_.timers, around_.connections,
                                         peer, tls, limits, around_.options.resolver(),
                                         std::move(via));
}

std::string maker::iam_endpoint(const iam_password& user) const {
    if (!user.endpoint().empty())
        return user.endpoint();
    if (auto other = text("HUAWEICLOUD_SDK_IAM_ENDPOINT"); !other.empty())
        return other.find("://") == std::string::npos ? "https://" + other : other;
    return api::iam_region_endpoint(around_.options.region()).value_or(std::string());
}

made maker::operator()(const iam_password& user) const {
    const std::string url = iam_endpoint(user);
    if (url.empty())
        throw error(errc::invalid_argument,
                    "credentials.endpoint: not given, and neither the client's region nor "
                    "HUAWEICLOUD_SDK_IAM_ENDPOINT tells where IAM is");
    const net::endpoint peer = checked_url("endpoint", [&] {
        return net::parse_endpoint(url, around_.options.allow_plaintext_loopback());
    });
    return std::make_unique<iam_source>(
        user, around_.options.project_id(),
        origin_of(peer, around_.options.timeouts(), net::proxy_for(around_.options, peer)));
}

made maker::operator()(const credentials::recipe::environment&) const {
    if (const secret token = variable("MRS_AUTH_TOKEN"); !token.empty())
        return std::make_unique<fixed_source>(identity(auth_token(token)), "MRS_AUTH_TOKEN");
    if (const std::string path = text("MRS_AUTH_TOKEN_FILE"); !path.empty())
        return std::make_unique<file_source>(path, token_file, around_.executor);
    const std::string id = text("HUAWEICLOUD_SDK_AK");
    const secret key = variable("HUAWEICLOUD_SDK_SK");
    if (id.empty() != key.empty())
        throw error(errc::invalid_argument,
                    "credentials: of HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK only one is set");
    if (id.empty())
        return std::make_unique<lacking_source>(
            "the environment has none of MRS_AUTH_TOKEN, MRS_AUTH_TOKEN_FILE, HUAWEICLOUD_SDK_AK",
            "the environment");
    access_key found(id, key);
    found.security_token(variable("HUAWEICLOUD_SDK_SECURITY_TOKEN"));
    return std::make_unique<fixed_source>(identity(std::move(found)), "HUAWEICLOUD_SDK_AK");
}

made maker::operator()(const credentials::recipe::profile& file) const {
    std::string path = file.path;
    if (path.empty())
        path = text("HUAWEICLOUD_SDK_CREDENTIALS_FILE");
    if (!path.empty())
        return std::make_unique<file_source>(path, profile_kind(false), around_.executor);
    path = vendor_file(around_.variables, "credentials");
    if (path.empty())
        return std::make_unique<lacking_source>("there is no home directory with a profile in it",
                                                "the profile");
    return std::make_unique<file_source>(path, profile_kind(true), around_.executor);
}

made maker::operator()(const metadata_options& options) const {
    const net::location place =
        checked_url("metadata", [&] { return net::parse_local_service(options.endpoint()); });
    if (place.target != "/")
        throw error(errc::invalid_argument, "credentials.metadata: the URL has a path or a query");
    return std::make_unique<metadata_source>(origin_of_machine(place.peer));
}

made maker::operator()(const credentials::recipe::pod_identity&) const {
    const std::string url = text("HC_CONTAINER_CREDENTIALS_FULL_URI");
    const std::string file = text("HC_CONTAINER_AUTHORIZATION_TOKEN_FILE");
    if (url.empty() != file.empty())
        throw error(errc::invalid_argument,
                    "credentials: of HC_CONTAINER_CREDENTIALS_FULL_URI and "
                    "HC_CONTAINER_AUTHORIZATION_TOKEN_FILE only one is set");
    if (url.empty())
        return std::make_unique<lacking_source>(
            "HC_CONTAINER_CREDENTIALS_FULL_URI is not set, as it is in a pod with an identity",
            "pod identity");
    const net::location place = checked_url("HC_CONTAINER_CREDENTIALS_FULL_URI",
                                            [&] { return net::parse_local_service(url); });
    return std::make_unique<pod_source>(origin_of_machine(place.peer), place.target, file);
}

made maker::operator()(const credentials::recipe::chain& several) const {
    if (several.sources.empty())
        throw error(errc::invalid_argument, "credentials: the chain is empty");
    std::vector<made> members;
    for (const credentials& one : several.sources)
        members.push_back(std::visit(*this, one.how().is));
    return std::make_unique<chain_source>(std::move(members));
}

} // namespace

std::unique_ptr<source> make_source(const credentials& wanted, const source_context& around) {
    return std::visit(maker(around), wanted.how().is);
}

} // namespace mrs::auth
