// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_IAM_TOKEN_HPP
#define MRS_EMULATOR_IAM_TOKEN_HPP

#include "credentials.hpp"
#include "utc_time.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace mrs_emulator {

/// What a request for a token says.
struct token_order {
    std::string domain;
    std::string name;
    std::string password;
    std::optional<std::string> project_id; ///< Or the project's name, one of the two.
    std::optional<std::string> project_name;
};

/// Reads the body of a request for a token by password with the scope of a project; throws
/// std::invalid_argument naming what is wrong.
token_order parse_token_order(std::string_view body);

/// Whom a token is for, and until when.
struct token_grant {
    account user;
    std::string project;
    std::string project_name;
    utc_time issued;
    utc_time expires;
    bool with_catalog = true; ///< Adds some 30 KB.
};

/// The body of the answer that brings a token.
std::string token_body(const token_grant& grant);

/// The body that lists a project, or none if its id is empty.
std::string projects_body(const std::string& id, const std::string& name,
                          const std::string& domain);

} // namespace mrs_emulator

#endif
