// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_IAM_HPP
#define MRS_EMULATOR_IAM_HPP

#include "http_message.hpp"
#include "state.hpp"
#include "utc_time.hpp"

#include <string>

namespace mrs_emulator {

struct token_order;

/// The identity service: it gives tokens for passwords, and tells the project of a region.
class iam {
public:
    iam(std::string project, std::string project_name, emulator_state& state);

    /// Answers `POST /v3/auth/tokens`.
    http_answer authenticate(const http_request& request, utc_time now);

    /// Answers `GET /v3/projects`, of all projects or those of a name.
    [[nodiscard]] http_answer list_projects(const http_request& request) const;

private:
    http_answer decide(const http_request& request, utc_time now);
    http_answer refuse_password(const token_order& order, utc_time now);
    http_answer issue(const http_request& request, utc_time now);
    [[nodiscard]] bool is_user(const token_order& order) const;
    [[nodiscard]] bool is_project(const token_order& order) const;

    std::string project_;
    std::string project_name_;
    emulator_state& state_;
};

} // namespace mrs_emulator

#endif
