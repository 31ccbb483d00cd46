// SPDX-License-Identifier: BSL-1.0
#include "options.hpp"

#include <boost/asio/ip/address.hpp>

#include <CLI/CLI.hpp>

#include <charconv>
#include <fstream>
#include <stdexcept>
#include <string_view>
#include <system_error>

namespace mrs_emulator {
namespace {

using boost::asio::ip::tcp;

tcp::endpoint parse_endpoint(const std::string& text) {
    const std::size_t colon = text.rfind(':');
    if (colon != std::string::npos) {
        std::string host = text.substr(0, colon);
        if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
            host = host.substr(1, host.size() - 2);
        }
        boost::system::error_code bad_address;
        const auto address = boost::asio::ip::make_address(host, bad_address);
        std::uint16_t port = 0;
        const char* const end = text.data() + text.size();
        const auto [rest, bad_port] = std::from_chars(text.data() + colon + 1, end, port);
        if (!bad_address && bad_port == std::errc() && rest == end) {
            return {address, port};
        }
    }
    throw CLI::ValidationError("'" + text + "' is not ADDRESS:PORT");
}

tcp::endpoint parse_control_endpoint(const std::string& text) {
    tcp::endpoint endpoint = parse_endpoint(text);
    if (!endpoint.address().is_loopback()) {
        throw CLI::ValidationError("--control takes a loopback address only");
    }
    return endpoint;
}

std::string read_token(const std::string& path) {
    std::ifstream file(path);
    std::string token;
    if (!std::getline(file, token) || token.empty()) {
        throw CLI::ValidationError("'" + path + "' holds no token");
    }
    if (token.back() == '\r') {
        token.pop_back();
    }
    return token;
}

// The parsers of rules and quotas throw what is not an error of the command line by itself.
template<class Parse>
auto as_validation(Parse parse) {
    try {
        return parse();
    } catch (const std::invalid_argument& error) {
        throw CLI::ValidationError(error.what());
    }
}

void add_address_options(CLI::App& app, options& chosen) {
    app.add_option_function<std::string>(
           "--listen", [&](const std::string& text) { chosen.listen = parse_endpoint(text); },
           "Address and port of the API (127.0.0.1:0, which takes a free port)")
        ->type_name("ADDRESS:PORT");
    app.add_option_function<std::string>(
           "--control",
           [&](const std::string& text) { chosen.control = parse_control_endpoint(text); },
           "Loopback address and port of the control endpoint (127.0.0.1:0)")
        ->type_name("ADDRESS:PORT");
    app.add_option("--idle-timeout", chosen.idle_timeout,
                   "Seconds without a request after which a connection is closed (60)")
        ->type_name("SECONDS")
        ->check(CLI::Range(1, 86400));
}

void add_tenant_options(CLI::App& app, options& chosen) {
    app.add_option("--project", chosen.project, "The project's ID")->type_name("ID");
    app.add_option("--cluster", chosen.clusters, "A cluster's ID; may be repeated")
        ->type_name("ID")
        ->allow_extra_args(false);
    auto* const token = app.add_option("--token", chosen.token,
                                       "The token to accept (a random one if none is given)");
    app.add_option_function<std::string>(
           "--token-file", [&](const std::string& path) { chosen.token = read_token(path); },
           "File with the token to accept on its first line")
        ->excludes(token);
}

void add_tls_options(CLI::App& app, options& chosen) {
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
        ->excludes(certificate);
    app.add_option("--state-dir", chosen.state_directory,
                   "Where to put the made authority (a temporary directory)");
    app.add_flag("--http", chosen.plain_http, "Plain HTTP instead of TLS")->excludes(certificate);
}

void add_behaviour_options(CLI::App& app, options& chosen) {
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
        ->check(CLI::Range(1, 8000));
    app.add_flag("--quiet", chosen.quiet, "Log errors only");
    app.add_flag("--verbose", chosen.verbose, "Log every request");
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
