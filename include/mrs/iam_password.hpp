// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_IAM_PASSWORD_HPP
#define MRS_IAM_PASSWORD_HPP

#include <mrs/secret.hpp>

#include <string>
#include <utility>

namespace mrs {

/// A user's name and password, for which IAM gives a token of 24 hours.
class iam_password {
public:
    /// @param account  the account's name: the "domain" in IAM's words
    /// @param user     the user's name
    /// @param password 1 to 1024 bytes of UTF-8
    iam_password(std::string account, std::string user, secret password)
        : account_(std::move(account)), user_(std::move(user)), password_(std::move(password)) {}

    /// Where IAM is: `https://host[:port]`. Default: `HUAWEICLOUD_SDK_IAM_ENDPOINT` of the
    /// environment or, for a client of `client_options::for_region`, the region's own.
    iam_password& endpoint(std::string url) {
        endpoint_ = std::move(url);
        return *this;
    }

    /// The project that the token is for, by its name, such as "cn-north-4". Default: the client's
    /// project, by its id.
    iam_password& project_name(std::string name) {
        project_name_ = std::move(name);
        return *this;
    }

    /// @{
    /// What was given; what was not is empty.
    [[nodiscard]] const std::string& account() const noexcept { return account_; }
    [[nodiscard]] const std::string& user() const noexcept { return user_; }
    [[nodiscard]] const secret& password() const noexcept { return password_; }
    [[nodiscard]] const std::string& endpoint() const noexcept { return endpoint_; }
    [[nodiscard]] const std::string& project_name() const noexcept { return project_name_; }
    /// @}

private:
    std::string account_;
    std::string user_;
    secret password_;
    std::string endpoint_;
    std::string project_name_;
};

} // namespace mrs

#endif
