// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CREDENTIALS_HPP
#define MRS_CREDENTIALS_HPP

#include <mrs/access_key.hpp>
#include <mrs/export.hpp>
#include <mrs/iam_password.hpp>
#include <mrs/metadata_options.hpp>
#include <mrs/secret.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace mrs {

/// A user token for the header X-Auth-Token, with how long it is good for.
class auth_token {
public:
    auth_token() = default;

    /// @param value the token
    explicit auth_token(secret value) noexcept : value_(std::move(value)) {}

    /// How long from now it is good for; it is not used after that. Default: until the service
    /// refuses it.
    auth_token& lifetime(std::chrono::nanoseconds time) noexcept {
        lifetime_ = time;
        return *this;
    }

    /// @{
    /// What was given.
    [[nodiscard]] const secret& value() const noexcept { return value_; }
    [[nodiscard]] std::optional<std::chrono::nanoseconds> lifetime() const noexcept {
        return lifetime_;
    }
    /// @}

private:
    secret value_;
    std::optional<std::chrono::nanoseconds> lifetime_;
};

/// Fetches a token. It is awaited on a strand of the client's executor, once at a time however many
/// calls wait: when there is no token yet, when the last one's lifetime has ended, once when the
/// service refuses the last one, and while a call runs in the last part of a lifetime, ahead of its
/// end. It may take as long as `timeout_options::credentials` says. Then, or when the client is
/// closed or destroyed, it is cancelled (terminal), and should end as Asio's own operations do.
/// What it throws ends the calls that wait with `errc::credentials_failed`, and is not kept: the
/// next call asks again.
using token_provider = std::function<boost::asio::awaitable<auth_token>()>;

/// Fetches an access key, as a `token_provider` fetches a token. A key that the service refuses,
/// and once more after it was fetched anew, is not tried for a minute.
using access_key_provider = std::function<boost::asio::awaitable<access_key>()>;

/// Where a client takes the credentials of its requests from.
///
/// Files and services are asked when a call needs them; the environment is read once, when a client
/// is made. What a source gives is kept until it ends, and fetched anew ahead of its end: 40
/// minutes or half its life, whichever is shorter, and while a call runs. A call that needs a fetch
/// waits for it, however many there are for one fetch; a fetch may outlast the calls by its own
/// limits.
///
/// Credentials that the service refuses are fetched anew once, where there may be others. Access
/// keys and passwords that are refused for good are not tried for a minute, in which calls fail at
/// once, for the vendor locks what fails five times. An access key that the service has not yet
/// accepted, or has accepted and now refuses, is tried by one call alone, and so is the time of an
/// answer that refused a signature, where it shows that our clock is wrong.
///
/// @par Thread safety
/// Distinct objects may be used at once. Clients made from copies of one object do not share what
/// a source answered.
class MRS_EXPORT credentials {
public:
    /// The same token for every request.
    /// @param token 1 to 32,000 bytes of visible ASCII; a client refuses any other at construction
    static credentials token(secret token);

    /// Tokens from the user's own coroutine.
    /// @param provider not empty; a client refuses an empty one at construction
    static credentials provider(token_provider provider);

    /// The token that a file holds, such as one that an orchestrator mounts. The file is read again
    /// when it has changed: it is looked at once a second at most, and when the service refuses its
    /// token. One line end at its end does not count. A pipe is read once, to its end, which is
    /// waited for as long as `timeout_options::credentials` allows.
    static credentials token_file(std::string path);

    /// Tokens that IAM gives for a user's password.
    static credentials password(iam_password user);

    /// The same access key for every request.
    static credentials keys(access_key key);

    /// Access keys from the user's own coroutine.
    /// @param provider not empty; a client refuses an empty one at construction
    static credentials key_provider(access_key_provider provider);

    /// The environment: the token in `MRS_AUTH_TOKEN` or in the file named by
    /// `MRS_AUTH_TOKEN_FILE`, or else the access key in `HUAWEICLOUD_SDK_AK`,
    /// `HUAWEICLOUD_SDK_SK` and `HUAWEICLOUD_SDK_SECURITY_TOKEN`.
    static credentials environment();

    /// The access key in the section `[basic]` of the vendor's profile file: `ak`, `sk` and
    /// `security_token`. The file is read again when it has changed.
    /// @param path empty for `HUAWEICLOUD_SDK_CREDENTIALS_FILE` of the environment, or else
    ///             `~/.huaweicloud/credentials`
    static credentials profile(std::string path = {});

    /// Temporary access keys of the virtual machine that this runs on.
    static credentials metadata(metadata_options options = {});

    /// Temporary access keys of the pod that this runs in, by the variables
    /// `HC_CONTAINER_CREDENTIALS_FULL_URI` and `HC_CONTAINER_AUTHORIZATION_TOKEN_FILE`.
    static credentials pod_identity();

    /// The first of several sources that has what it needs. Where none has, the error says what
    /// each one lacked; one that has it and fails ends the search.
    static credentials chain(std::vector<credentials> sources);

    /// `environment()`, `profile()`, `pod_identity()`: what the vendor's SDKs try, but for the
    /// virtual machine's metadata, which are for the user to add.
    static credentials default_chain();

    /// @cond
    struct recipe; // How a client makes its source; the library's own.
    [[nodiscard]] const recipe& how() const noexcept { return *recipe_; }
    /// @endcond

private:
    explicit credentials(std::shared_ptr<const recipe> how) noexcept : recipe_(std::move(how)) {}

    std::shared_ptr<const recipe> recipe_;
};

} // namespace mrs

#endif
