// SPDX-License-Identifier: BSL-1.0
#include "cli/options/options.hpp"

#include "cli/base/environment.hpp"
#include "cli/base/usage_error.hpp"
#include "cli/options/command_line.hpp"
#include "cli/options/fallback.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace mrs::cli {

namespace {

const alternatives service_names{"--endpoint", "--region"};

const std::vector<environment_setting> environment_settings{
    {"--endpoint", "MRS_ENDPOINT"},  {"--region", "MRS_REGION"},   {"--project", "MRS_PROJECT_ID"},
    {"--cluster", "MRS_CLUSTER_ID"}, {"--ca-file", "MRS_CA_FILE"},
};

/// Refuses what no option took. It may hold a secret: only the option's name is repeated.
void check_unknown(const CLI::App& app) {
    for (const std::string& unknown : app.remaining()) {
        if (unknown == "--")
            continue;
        const std::size_t name = unknown.starts_with("--") ? unknown.find('=') : std::size_t{2};
        throw usage_error("unknown option " + unknown.substr(0, name) +
                          " (ids that begin with - go after --)");
    }
}

/// `--name=` would take the next argument for its value.
void check_empty(int count, const char* const* arguments) {
    for (int at = 1; at < count; ++at) {
        const std::string_view argument = arguments[at];
        if (argument == "--")
            return;
        if (argument.starts_with("--") && argument.find('=') == argument.size() - 1)
            throw usage_error(std::string(argument.substr(0, argument.size() - 1)) + " is empty");
    }
}

void check_service(const options& chosen) {
    if (chosen.endpoint.empty() && chosen.region.empty())
        throw usage_error("no service: give --endpoint or --region");
    if (!chosen.endpoint.empty() && !chosen.region.empty())
        throw usage_error("both an endpoint and a region are given; give one of them");
    if (chosen.project.empty())
        throw usage_error("no project: give --project");
    if (chosen.cluster.empty() && chosen.fields.cluster.empty())
        throw usage_error("no cluster: give --cluster, or --cluster-field");
}

void check_proxy(const options& chosen) {
    if (chosen.proxy.find('@') != std::string::npos)
        throw usage_error("a user and a password do not belong into --proxy, where others see"
                          " them: set HTTPS_PROXY to http://user:password@host:port");
}

void check_credentials(const options& chosen) {
    const int ways = (chosen.token_file.empty() ? 0 : 1) + (chosen.user.empty() ? 0 : 1) +
                     (chosen.metadata ? 1 : 0);
    if (ways > 1)
        throw usage_error("give one of --token-file, --user and --metadata");
    if (chosen.user.empty() != chosen.password_file.empty())
        throw usage_error("--user and --password-file go together");
    if (!chosen.iam_endpoint.empty() && chosen.user.empty())
        throw usage_error("--iam-endpoint is for --user");
}

void check_wait(const options& chosen) {
    if (chosen.wait_for && !chosen.wait)
        throw usage_error("--wait-for is for --wait");
}

/// `-` among the ids means standard input, once.
void choose_input(options& chosen) {
    const auto is_input = [](const std::string& name) { return name == "-"; };
    const auto named = std::count_if(chosen.files.begin(), chosen.files.end(), is_input) +
                       std::count_if(chosen.ids.begin(), chosen.ids.end(), is_input);
    if (named > 1)
        throw usage_error("standard input can be read but once: give - once");
    if (std::erase_if(chosen.ids, is_input) > 0)
        chosen.files.emplace_back("-");
    if (chosen.ids.empty() && chosen.files.empty())
        throw usage_error("no ids: give some, a --file of them, or - to read them from standard"
                          " input");
}

/// The environment's word for --proxy may hold a secret, so that the option never takes it.
bool is_proxy_in_environment() {
    return !environment("https_proxy").empty() || !environment("HTTPS_PROXY").empty();
}

void read(CLI::App& app, int count, const char* const* arguments, options& chosen,
          std::string& config_file) {
    check_empty(count, arguments);
    app.parse(count, arguments);
    check_unknown(app);
    for (const CLI::Option* const option : app.get_options())
        if (option->get_name() != "ids")
            check_values(*option);
    take_environment(app, environment_settings, service_names);
    const bool settled = chosen.proxy.empty() && is_proxy_in_environment();
    if (config_file.empty())
        config_file = environment("MRS_CONFIG");
    if (!config_file.empty())
        take_config_file(app, config_file, service_names);
    if (settled)
        chosen.proxy.clear();
}

} // namespace

std::variant<options, int> parse_options(int count, const char* const* arguments) {
    options chosen;
    std::string config_file;
    const auto app = make_command_line(chosen, config_file);
    try {
        read(*app, count, arguments, chosen, config_file);
    } catch (const CLI::Success& wanted) {
        return app->exit(wanted);
    } catch (const CLI::ParseError& error) {
        throw usage_error(error.what());
    }
    check_service(chosen);
    check_proxy(chosen);
    check_credentials(chosen);
    check_wait(chosen);
    choose_input(chosen);
    chosen.config = std::move(config_file);
    return chosen;
}

} // namespace mrs::cli
