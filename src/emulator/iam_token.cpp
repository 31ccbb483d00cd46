// SPDX-License-Identifier: BSL-1.0
#include "iam_token.hpp"

#include "crypto.hpp"
#include "hexadecimal.hpp"
#include "json_answer.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <stdexcept>
#include <utility>

namespace mrs_emulator {
namespace {

namespace json = boost::json;

constexpr int catalog_services = 95;

const json::object& object_in(const json::object& parent, std::string_view name) {
    const json::value* const value = parent.if_contains(name);
    if (value == nullptr || !value->is_object())
        throw std::invalid_argument("'" + std::string(name) + "' is not an object");
    return value->get_object();
}

std::optional<std::string> optional_text_in(const json::object& parent, std::string_view name) {
    const json::value* const value = parent.if_contains(name);
    if (value == nullptr)
        return std::nullopt;
    if (!value->is_string() || value->get_string().empty())
        throw std::invalid_argument("'" + std::string(name) + "' is not a text");
    return std::string(value->get_string().data(), value->get_string().size());
}

std::string text_in(const json::object& parent, std::string_view name) {
    auto text = optional_text_in(parent, name);
    if (!text)
        throw std::invalid_argument("'" + std::string(name) + "' is missing");
    return *std::move(text);
}

// An id in the service's form, always the same for one thing.
std::string id_of(std::string_view kind, std::string_view name) {
    return hexadecimal(sha256(std::string(kind) + '/' + std::string(name))).substr(0, 32);
}

json::object named_object(std::string_view kind, const std::string& name) {
    json::object object;
    object["name"] = name;
    object["id"] = id_of(kind, name);
    return object;
}

json::array catalog(const token_grant& grant) {
    json::array services;
    for (int number = 0; number < catalog_services; ++number) {
        const std::string name = "service" + std::to_string(number);
        json::object endpoint;
        endpoint["id"] = id_of("endpoint", name);
        endpoint["interface"] = "public";
        endpoint["region"] = grant.project_name;
        endpoint["region_id"] = grant.project_name;
        endpoint["url"] = "https://" + name + '.' + grant.project_name +
                          ".mrs-emulator.invalid/a-path-as-long-as-those-of-the-service/v2/" +
                          grant.project;
        json::object service = named_object("service", name);
        service["type"] = name + "-of-the-emulator-that-nobody-calls";
        service["endpoints"] = json::array{std::move(endpoint)};
        services.push_back(std::move(service));
    }
    return services;
}

} // namespace

token_order parse_token_order(std::string_view body) {
    boost::system::error_code error;
    const json::value parsed = json::parse(body, error);
    if (error || !parsed.is_object())
        throw std::invalid_argument("the body is not an object of JSON");
    const json::object& auth = object_in(parsed.get_object(), "auth");
    const json::object& identity = object_in(auth, "identity");
    const json::value* const methods = identity.if_contains("methods");
    if (methods == nullptr || *methods != json::value(json::array{"password"}))
        throw std::invalid_argument("'methods' is not [\"password\"]");
    const json::object& user = object_in(object_in(identity, "password"), "user");
    const json::object& project = object_in(object_in(auth, "scope"), "project");
    token_order order;
    order.domain = text_in(object_in(user, "domain"), "name");
    order.name = text_in(user, "name");
    order.password = text_in(user, "password");
    order.project_id = optional_text_in(project, "id");
    order.project_name = optional_text_in(project, "name");
    if (order.project_id.has_value() == order.project_name.has_value())
        throw std::invalid_argument("'project' has not one of 'id' and 'name'");
    return order;
}

std::string token_body(const token_grant& grant) {
    json::object user = named_object("user", grant.user.name);
    user["domain"] = named_object("domain", grant.user.domain);
    user["password_expires_at"] = "";
    json::object project;
    project["id"] = grant.project;
    project["name"] = grant.project_name;
    project["domain"] = named_object("domain", grant.user.domain);
    json::object token;
    token["expires_at"] = long_time(grant.expires);
    token["issued_at"] = long_time(grant.issued);
    token["methods"] = json::array{"password"};
    token["project"] = std::move(project);
    token["roles"] = json::array{named_object("role", "mrs_adm")};
    token["user"] = std::move(user);
    if (grant.with_catalog)
        token["catalog"] = catalog(grant);
    json::object body;
    body["token"] = std::move(token);
    return json_text(body);
}

std::string projects_body(const std::string& id, const std::string& name,
                          const std::string& domain) {
    json::array projects;
    if (!id.empty()) {
        json::object project;
        project["domain_id"] = id_of("domain", domain);
        project["is_domain"] = false;
        project["parent_id"] = id_of("domain", domain);
        project["name"] = name;
        project["description"] = "";
        project["id"] = id;
        project["enabled"] = true;
        projects.push_back(std::move(project));
    }
    json::object body;
    body["projects"] = std::move(projects);
    return json_text(body);
}

} // namespace mrs_emulator
