// SPDX-License-Identifier: BSL-1.0
#include "cli/run/setup.hpp"

#include "cli/base/environment.hpp"
#include "cli/base/usage_error.hpp"
#include "cli/input/file_state.hpp"
#include "cli/options/secret_file.hpp"
#include "net/endpoint.hpp"

#include <mrs/iam_password.hpp>
#include <mrs/version.hpp>

#include <chrono>
#include <filesystem>
#include <string>
#include <system_error>
#include <utility>

namespace mrs::cli {

namespace {

/// Connections at most where the run finds out how many calls the service takes.
constexpr std::size_t auto_connections = 256;
/// What is on the wire when the program is to end keeps it no longer.
constexpr std::chrono::seconds attempt_limit{10};

const char* name_of(row_format format) noexcept {
    switch (format) {
    case row_format::lines:
        return "lines";
    case row_format::csv:
        return "csv";
    case row_format::jsonl:
        return "jsonl";
    }
    return "unknown";
}

iam_password make_user(const options& chosen) {
    const std::size_t slash = chosen.user.find('/');
    if (slash == std::string::npos)
        throw usage_error("--user is not ACCOUNT/NAME");
    iam_password user(chosen.user.substr(0, slash), chosen.user.substr(slash + 1),
                      read_secret("--password-file", chosen.password_file));
    return user.endpoint(chosen.iam_endpoint);
}

credentials make_credentials(const options& chosen) {
    if (!chosen.token_file.empty())
        return credentials::token_file(chosen.token_file);
    if (!chosen.user.empty())
        return credentials::password(make_user(chosen));
    if (chosen.metadata)
        return credentials::metadata();
    return credentials::default_chain();
}

/// As curl does, NO_PROXY counts for an option's proxy too.
proxy_options make_proxy(const options& chosen) {
    if (chosen.proxy == "none")
        return {};
    if (chosen.proxy.empty())
        return proxy_options::from_environment();
    std::string direct = environment("no_proxy");
    if (direct.empty())
        direct = environment("NO_PROXY");
    return proxy_options(chosen.proxy).no_proxy(std::move(direct));
}

/// One spelling of all that mean the same.
std::string canonical(const std::string& endpoint) {
    net::endpoint parsed = net::parse_endpoint(endpoint, false);
    if (parsed.literal)
        parsed.host = parsed.literal->to_string();
    return parsed.url();
}

/// A file by its place as seen from the journal's, so that both may be moved together; what is no
/// regular file by its name.
std::string input_name(const input_source& source, const std::string& journal) {
    namespace fs = std::filesystem;
    if (source.from != input_source::kind::file || !state_of(source.name))
        return source.name;
    std::error_code ec;
    const fs::path file = fs::canonical(source.name, ec);
    const fs::path home = fs::canonical(fs::absolute(resolved(journal)).parent_path(), ec);
    const fs::path name = ec ? fs::path() : file.lexically_relative(home);
    return name.empty() ? source.name : name.string();
}

} // namespace

client_options make_client_options(const options& chosen) {
    auto creds = make_credentials(chosen);
    auto made = chosen.region.empty()
                    ? client_options(chosen.endpoint, chosen.project, std::move(creds))
                    : client_options::for_region(chosen.region, chosen.project, std::move(creds));
    rate_options rate = chosen.rate;
    made.language(chosen.language)
        .user_agent("mrs-cancel/" MRS_VERSION_STRING)
        .pool(pool_options().max_connections(most_connections(chosen)))
        .rate(rate.clients(chosen.part.count()))
        .retry(retry_options().retry_failed(chosen.retry_failed))
        .timeouts(timeout_options().call(chosen.timeout).attempt(attempt_limit))
        .tls(tls_options().ca_file(chosen.ca_file))
        .proxy(make_proxy(chosen));
    return made;
}

std::size_t most_connections(const options& chosen) noexcept {
    return chosen.concurrency != 0 ? chosen.concurrency : auto_connections;
}

bulk_options make_bulk_options(const options& chosen) {
    bulk_options made;
    made.concurrency(chosen.concurrency).fail_fast(chosen.fail_fast);
    made.stop_after_refusals(chosen.max_refusals);
    if (chosen.outage_limit)
        made.outage_limit(*chosen.outage_limit);
    if (chosen.max_error_ratio)
        made.max_error_ratio(*chosen.max_error_ratio);
    if (chosen.wait)
        made.wait(wait_options().timeout(chosen.wait_for.value_or(wait_options().timeout())));
    return made;
}

std::vector<input_source> make_sources(const options& chosen) {
    std::vector<input_source> sources;
    if (!chosen.ids.empty())
        sources.push_back(input_source::arguments(chosen.ids, chosen.format.has_value()));
    for (const std::string& file : chosen.files)
        sources.push_back(input_source::file(file, chosen.format));
    return sources;
}

intake_options make_intake_options(const options& chosen) {
    intake_options made;
    made.cluster = chosen.cluster;
    made.fields = chosen.fields;
    made.part = chosen.part;
    return made;
}

job make_job(const options& chosen) {
    job made;
    made.add("service", chosen.endpoint.empty() ? chosen.region : canonical(chosen.endpoint))
        .add("project", chosen.project)
        .add("cluster", chosen.cluster)
        .add("shard",
             std::to_string(chosen.part.index() + 1) + '/' + std::to_string(chosen.part.count()))
        .add("format", chosen.format ? name_of(*chosen.format) : "by name")
        .add("id field", chosen.fields.id)
        .add("cluster field", chosen.fields.cluster);
    if (!chosen.ids.empty())
        made.add_ids(chosen.ids);
    for (const input_source& source : make_sources(chosen))
        if (source.from != input_source::kind::arguments)
            made.add("input", input_name(source, chosen.journal));
    return made;
}

} // namespace mrs::cli
