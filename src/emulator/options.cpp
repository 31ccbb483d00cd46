// SPDX-License-Identifier: BSL-1.0
#include "options.hpp"

#include "option_values.hpp"

#include <CLI/CLI.hpp>

#include <cstddef>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

namespace mrs_emulator {
namespace {

// The parsers of rules and quotas throw what is not an error of the command line by itself.
template<class Parse>
auto as_validation(Parse parse) {
    try {
        return parse();
    } catch (const std::invalid_argument& error) {
        throw CLI::ValidationError(error.what());
    }
}

// An option whose text goes through a reader into its place.
template<class Value>
CLI::Option* add_read_option(CLI::App& app, const std::string& name, Value& place,
                             Value (*read)(const std::string&), const std::string& description) {
    return app.add_option_function<std::string>(
        name, [&place, read](const std::string& text) { place = read(text); }, description);
}

CLI::Validator checked_by(std::string (*problem)(const std::string&)) {
    return {[problem](std::string& text) { return problem(text); }, std::string()};
}

void add_address_options(CLI::App& app, options& chosen) {
    app.option_defaults()->group("Addresses");
    add_read_option(app, "--listen", chosen.listen, parse_endpoint,
                    "Of the API and the identity service (127.0.0.1:0, which takes a free port)")
        ->type_name("ADDRESS:PORT");
    add_read_option(app, "--control", chosen.control, parse_loopback_endpoint,
                    "Of the control endpoint, on loopback (127.0.0.1:0)")
        ->type_name("ADDRESS:PORT");
    app.add_option_function<std::string>(
           "--metadata",
           [&](const std::string& text) { chosen.metadata = parse_loopback_endpoint(text); },
           "Of the metadata and pod identity stand-in, on loopback (none)")
        ->type_name("ADDRESS:PORT");
    app.add_option("--idle-timeout", chosen.idle_timeout,
                   "Seconds that a connection may be without a request, and as many that a request "
                   "may take to come (60)")
        ->type_name("SECONDS")
        ->check(checked_by(whole_number_problem))
        ->check(CLI::Range(1, 86400));
}

void add_tenant_options(CLI::App& app, options& chosen) {
    app.option_defaults()->group("Project");
    app.add_option("--project", chosen.project, "The project's ID")
        ->type_name("ID")
        ->check(checked_by(project_id_problem));
    app.add_option("--project-name", chosen.project_name, "The project's name (cn-north-4)")
        ->type_name("NAME")
        ->check(checked_by(text_problem));
    app.add_option_function<std::vector<std::string>>(
           "--cluster",
           [&](const std::vector<std::string>& ids) {
               if (std::set<std::string>(ids.begin(), ids.end()).size() != ids.size()) {
                   throw CLI::ValidationError("--cluster: an id is given twice");
               }
               chosen.clusters = ids;
           },
           "A cluster's ID; may be repeated")
        ->type_name("ID")
        ->check(checked_by(cluster_id_problem))
        ->allow_extra_args(false);
}

void add_token_options(CLI::App& app, options& chosen) {
    app.option_defaults()->group("Tokens; what a file holds is on its first line");
    credential_settings& settings = chosen.credentials;
    auto* const token =
        app.add_option("--token", chosen.token, "A token that never expires (a random one)");
    token->check(checked_by(header_value_problem));
    add_read_option(app, "--token-file", chosen.token, read_header_secret, "File with such a token")
        ->type_name("FILE")
        ->excludes(token);
    auto* const user = app.add_option_function<std::string>(
        "--user",
        [&](const std::string& text) {
            const account parsed = parse_account(text);
            settings.user.domain = parsed.domain;
            settings.user.name = parsed.name;
        },
        "Who may ask for tokens (nobody)");
    user->type_name("DOMAIN/NAME");
    auto* const password = add_read_option(app, "--password-file", settings.user.password,
                                           read_secret, "File with the user's password");
    user->needs(password);
    password->type_name("FILE")->needs(user);
    add_read_option(app, "--token-lifetime", settings.token_lifetime, parse_length,
                    "How long an issued token is good (24h)")
        ->type_name("DURATION");
    app.add_option("--token-size", settings.token_size, "Size of an issued token (2048)")
        ->type_name("BYTES")
        ->check(checked_by(whole_number_problem))
        ->check(CLI::Range(std::size_t(64), std::size_t(31) * 1024));
    add_read_option(app, "--lockout", settings.lockout, parse_length,
                    "How long five wrong secrets lock a user or key out (5m)")
        ->type_name("DURATION");
}

void add_key_options(CLI::App& app, options& chosen) {
    app.option_defaults()->group("Access keys");
    credential_settings& settings = chosen.credentials;
    auto* const id = app.add_option("--access-key", settings.key.id,
                                    "A key that requests may be signed with (none)");
    auto* const secret = add_read_option(app, "--secret-key-file", settings.key.secret, read_secret,
                                         "File with its secret");
    id->type_name("ID")->needs(secret)->check(checked_by(access_key_problem));
    secret->type_name("FILE")->needs(id);
    add_read_option(app, "--security-token-file", settings.key.security_token, read_header_secret,
                    "File with its security token, if it is a temporary key")
        ->type_name("FILE")
        ->needs(id);
    add_read_option(app, "--metadata-lifetime", settings.metadata_lifetime, parse_length,
                    "How long a key from the metadata stand-in is good (24h)")
        ->type_name("DURATION");
    add_read_option(app, "--pod-token-file", settings.pod_token, read_header_secret,
                    "File with what a pod sends as Authorization (no pod is known)")
        ->type_name("FILE");
}

void add_tls_options(CLI::App& app, options& chosen) {
    app.option_defaults()->group("TLS");
    auto* const certificate =
        app.add_option("--cert", chosen.certificate_file, "Certificate chain to present, as PEM");
    auto* const key = app.add_option("--key", chosen.key_file, "Its private key, as PEM");
    certificate->check(CLI::ExistingFile)->needs(key);
    key->check(CLI::ExistingFile)->needs(certificate);
    app.add_option("--ca-file", chosen.ca_file, "Authority to announce along with --cert")
        ->check(CLI::ExistingFile)
        ->needs(certificate);
    app.add_option("--host", chosen.hosts, "Further name in the made certificate; may be repeated")
        ->allow_extra_args(false)
        ->check(checked_by(text_problem))
        ->excludes(certificate);
    app.add_option("--state-dir", chosen.state_directory,
                   "Where to put the made authority (a temporary directory)")
        ->check(checked_by(text_problem));
    app.add_flag("--http", chosen.plain_http, "Plain HTTP instead of TLS")->excludes(certificate);
}

void add_behaviour_options(CLI::App& app, options& chosen) {
    app.option_defaults()->group("Behaviour");
    app.add_option_function<std::string>(
           "--edition",
           [&](const std::string& year) {
               chosen.style.documents = year == "2021" ? edition::of_2021 : edition::of_2025;
           },
           "The edition of the service's documents, where they differ (2025)")
        ->type_name("2021|2025")
        ->check(CLI::IsMember({"2021", "2025"}));
    app.add_option_function<std::string>(
           "--rows",
           [&](const std::string& place) { chosen.style.rows_in_content = place == "content"; },
           "Where the rows of a select are: behind result_location, as the service has them, or in "
           "content too (location)")
        ->type_name("location|content")
        ->check(CLI::IsMember({"location", "content"}));
    app.add_option_function<std::string>(
           "--quota",
           [&](const std::string& text) {
               chosen.quota = as_validation([&] { return parse_quota(text); });
           },
           "Cancel calls admitted, such as 60/m, 1000/s or 30/5s (no quota)")
        ->type_name("N/UNIT");
    app.add_option_function<std::vector<std::string>>(
           "--fault",
           [&](const std::vector<std::string>& rules) {
               for (const std::string& rule : rules) {
                   chosen.faults.push_back(as_validation([&] { return parse_fault_rule(rule); }));
               }
           },
           "A fault to provoke, such as latency=20ms or reset,probability=0.01; may be repeated")
        ->type_name("RULE")
        ->allow_extra_args(false);
    app.add_option("--max-executions", chosen.max_executions,
                   "Statements that run at once; the others are queued (1000)")
        ->check(checked_by(whole_number_problem))
        ->check(CLI::Range(1, 8000));
    add_read_option(app, "--clock-offset", chosen.clock_offset, parse_offset,
                    "How far the emulator's clock and its Date are ahead, such as 20m or -20m (0s)")
        ->type_name("DURATION");
    auto* const quiet = app.add_flag("--quiet", chosen.quiet, "Log errors only");
    app.add_flag("--verbose", chosen.verbose, "Log every request")->excludes(quiet);
}

} // namespace

options::options()
    : listen(boost::asio::ip::address_v4::loopback(), 0),
      control(boost::asio::ip::address_v4::loopback(), 0) {}

std::variant<options, int> parse_options(int count, const char* const* arguments) {
    options chosen;
    CLI::App app("Emulates the SQL calls of MRS on this machine, over a real SQL engine",
                 "mrs-emulator");
    app.set_version_flag("--version", "mrs-emulator " MRS_EMULATOR_VERSION);
    add_address_options(app, chosen);
    add_tenant_options(app, chosen);
    add_token_options(app, chosen);
    add_key_options(app, chosen);
    add_tls_options(app, chosen);
    add_behaviour_options(app, chosen);
    try {
        app.parse(count, arguments);
    } catch (const CLI::ParseError& error) {
        return app.exit(error);
    }
    return chosen;
}

} // namespace mrs_emulator
