// SPDX-License-Identifier: BSL-1.0
#include "iam.hpp"

#include "crypto.hpp"
#include "error_body.hpp"
#include "iam_token.hpp"

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include <optional>
#include <stdexcept>
#include <utility>

namespace mrs_emulator {
namespace {

bool wants_catalog(const std::string& target) {
    const auto parsed = boost::urls::parse_origin_form(target);
    return !parsed || !parsed->encoded_params().contains("nocatalog");
}

std::optional<std::string> name_in(const std::string& target) {
    const auto parsed = boost::urls::parse_origin_form(target);
    if (!parsed)
        return std::nullopt;
    const auto parameters = parsed->params();
    const auto found = parameters.find("name");
    return found == parameters.end() ? std::nullopt : std::optional((*found).value);
}

} // namespace

iam::iam(std::string project, std::string project_name, emulator_state& state)
    : project_(std::move(project)), project_name_(std::move(project_name)), state_(state) {}

http_answer iam::authenticate(const http_request& request, utc_time now) {
    http_answer answer = decide(request, now);
    statistics& counters = state_.counters;
    ++(answer.status == 201 ? counters.tokens_issued : counters.tokens_refused);
    answer.headers.emplace_back("X-IAM-Trace-Id", request.id);
    return answer;
}

http_answer iam::list_projects(const http_request& request) const {
    const auto wanted = name_in(request.target);
    const bool known = !wanted || *wanted == project_name_;
    http_answer answer;
    answer.body = projects_body(known ? project_ : std::string(), project_name_,
                                state_.known.settings.user.domain);
    return answer;
}

http_answer iam::decide(const http_request& request, utc_time now) {
    token_order order;
    try {
        order = parse_token_order(request.body);
    } catch (const std::invalid_argument& error) {
        return iam_error(400, std::string("Request body is invalid: ") + error.what());
    }
    if (!is_user(order))
        return iam_error(401, "The username or password is wrong.");
    if (state_.known.account_locks.is_locked(order.name, now))
        return iam_error(401, "The account is locked, try again later.");
    if (!equal_secrets(order.password, state_.known.settings.user.password))
        return refuse_password(order, now);
    state_.known.account_locks.succeed(order.name);
    if (!is_project(order))
        return iam_error(404, "Could not find the project.");
    return issue(request, now);
}

http_answer iam::refuse_password(const token_order& order, utc_time now) {
    state_.known.account_locks.fail(order.name, now);
    return iam_error(401, "The username or password is wrong.");
}

http_answer iam::issue(const http_request& request, utc_time now) {
    credentials& known = state_.known;
    const issued_token token = known.tokens.issue(now, known.settings.token_lifetime);
    token_grant grant;
    grant.user = known.settings.user;
    grant.project = project_;
    grant.project_name = project_name_;
    grant.issued = now;
    grant.expires = token.expires;
    grant.with_catalog = wants_catalog(request.target);
    http_answer answer;
    answer.status = 201;
    answer.body = token_body(grant);
    answer.headers.emplace_back("X-Subject-Token", token.text);
    return answer;
}

bool iam::is_user(const token_order& order) const {
    const account& user = state_.known.settings.user;
    return user.domain == order.domain && user.name == order.name;
}

bool iam::is_project(const token_order& order) const {
    return order.project_id ? *order.project_id == project_ : order.project_name == project_name_;
}

} // namespace mrs_emulator
