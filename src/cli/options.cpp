// SPDX-License-Identifier: BSL-1.0
#include "cli/options.hpp"

#include "cli/environment.hpp"
#include "cli/rate_option.hpp"
#include "cli/usage_error.hpp"

#include <mrs/version.hpp>

#include <CLI/CLI.hpp>

#include <algorithm>

namespace mrs::cli {

namespace {

constexpr char description[] =
    "Cancels SQL executions in a Huawei Cloud MRS cluster, many at once.\n"
    "The token is taken from the environment variable MRS_AUTH_TOKEN or from --token-file.";

constexpr char footer[] =
    R"(Each id's outcome is one line on standard output, as it happens and in no certain order:
  SUCCEED<TAB>id
  FAILED<TAB>id<TAB>the service's message
  ERROR<TAB>id<TAB>why there is no answer
Control characters and backslashes in them are escaped as in \t, \n, \\ or \x1b.

Exit status, the first of these that applies:
  3  standard output does not take the outcomes
  4  the credentials were refused, or do not permit the call; the rest was not tried
  5  some have no answer, or not all ids could be read
  1  the service answered FAILED to some
  2  an option, a file or an id was refused before anything was sent for it
  0  all succeeded)";

void add_service_options(CLI::App& app, options& chosen) {
    app.add_option("--endpoint", chosen.endpoint,
                   "The service's URL, https://host[:port]"
                   " (Env:MRS_ENDPOINT)")
        ->type_name("URL");
    app.add_option("--region", chosen.region,
                   "Region whose public endpoint is meant, such as"
                   " cn-north-4 (Env:MRS_REGION)")
        ->type_name("NAME");
    app.add_option("--project", chosen.project, "The project's id")
        ->type_name("ID")
        ->envname("MRS_PROJECT_ID")
        ->required();
    app.add_option("--cluster", chosen.cluster, "The cluster's id")
        ->type_name("ID")
        ->envname("MRS_CLUSTER_ID")
        ->required();
    app.add_option("--ca-file", chosen.ca_file, "PEM file to trust in place of the system's")
        ->type_name("FILE")
        ->envname("MRS_CA_FILE");
}

void add_token_options(CLI::App& app, options& chosen) {
    app.add_option("--token-file", chosen.token_file, "File that holds the token")
        ->type_name("FILE");
    // Hidden: it answers a mistake that would otherwise be reported with the token in it.
    app.add_option_function<std::string>(
           "--token",
           [](const std::string&) {
               throw usage_error("a token does not belong on the command line, where others see"
                                 " it: set MRS_AUTH_TOKEN or give --token-file");
           })
        ->group("");
}

void set_timeout(options& chosen, double seconds) {
    // Written so that NaN is refused too.
    if (!(seconds >= 0.001 && seconds <= 86400))
        throw usage_error("--timeout is not from 0.001 to 86400");
    chosen.timeout = std::chrono::duration_cast<std::chrono::nanoseconds>(
        std::chrono::duration<double>(seconds));
}

void add_call_options(CLI::App& app, options& chosen) {
    app.add_option("--connections", chosen.connections, "Connections at most")
        ->type_name("N")
        ->check(CLI::Range(1, 10000).description(""))
        ->capture_default_str();
    app.add_option_function<double>(
           "--timeout", [&chosen](double seconds) { set_timeout(chosen, seconds); },
           "Limit of each call, repeats included [60]")
        ->type_name("SECONDS");
    app.add_option_function<std::string>(
           "--rate", [&chosen](const std::string& text) { chosen.rate = parse_rate(text); },
           "Calls in a second, minute or hour at most; auto begins with the service's"
           " documented quota and learns from its answers [auto]")
        ->type_name("N/s|m|h|auto|off");
    app.add_option("--language", chosen.language, "Language of the service's messages")
        ->type_name("zh-cn|en-us")
        ->check(CLI::IsMember({"zh-cn", "en-us"}).description(""));
    app.add_option("ids", chosen.ids,
                   "The executions' ids, or - to read them from standard input,"
                   " one a line")
        ->type_name("ID...|-");
}

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

/// The command line's choice of the two goes before the environment's.
void choose_service(options& chosen) {
    if (chosen.endpoint.empty() && chosen.region.empty()) {
        chosen.endpoint = environment("MRS_ENDPOINT");
        chosen.region = environment("MRS_REGION");
    }
    if (chosen.endpoint.empty() && chosen.region.empty())
        throw usage_error("no service: give --endpoint or --region");
    if (!chosen.endpoint.empty() && !chosen.region.empty())
        throw usage_error("both an endpoint and a region are given; give one of them");
}

void choose_ids(options& chosen) {
    if (chosen.ids.empty())
        throw usage_error("no ids: give some, or - to read them from standard input");
    if (std::find(chosen.ids.begin(), chosen.ids.end(), "-") == chosen.ids.end())
        return;
    if (chosen.ids.size() > 1)
        throw usage_error("- does not go together with ids");
    chosen.ids.clear();
}

} // namespace

std::variant<options, int> parse_options(int count, const char* const* arguments) {
    options chosen;
    CLI::App app(description, "mrs-cancel");
    app.set_version_flag("--version", "mrs-cancel " MRS_VERSION_STRING);
    app.footer(footer);
    app.allow_extras();
    add_service_options(app, chosen);
    add_token_options(app, chosen);
    add_call_options(app, chosen);
    try {
        app.parse(count, arguments);
    } catch (const CLI::Success& wanted) {
        return app.exit(wanted);
    } catch (const CLI::ParseError& error) {
        throw usage_error(error.what());
    }
    check_unknown(app);
    choose_service(chosen);
    choose_ids(chosen);
    return chosen;
}

} // namespace mrs::cli
