// SPDX-License-Identifier: BSL-1.0
#include "cli/options/command_line.hpp"

#include "cli/base/environment.hpp"
#include "cli/base/usage_error.hpp"
#include "cli/options/duration_option.hpp"
#include "cli/options/help_text.hpp"
#include "cli/options/pace_options.hpp"
#include "cli/options/value_option.hpp"

#include <mrs/version.hpp>

namespace mrs::cli {

namespace {

row_format format_called(const std::string& name) {
    constexpr row_format formats[] = {row_format::lines, row_format::csv, row_format::jsonl};
    return formats[parse_choice("--format", name, {"lines", "csv", "jsonl"})];
}

/// An option that takes a time, into a duration or an optional one.
template<typename Duration>
CLI::Option* add_duration(CLI::App& app, const std::string& name, Duration& to,
                          const std::string& help) {
    return app
        .add_option_function<std::string>(
            name, [name, &to](const std::string& text) { to = parse_duration(name, text); }, help)
        ->type_name("TIME");
}

void add_service_options(CLI::App& app, options& chosen) {
    constexpr char group[] = "Service";
    app.add_option("--endpoint", chosen.endpoint, "https://host[:port] (Env:MRS_ENDPOINT)")
        ->type_name("URL")
        ->group(group);
    app.add_option("--region", chosen.region,
                   "Region whose public endpoint is meant, such as cn-north-4 (Env:MRS_REGION)")
        ->type_name("NAME")
        ->group(group);
    app.add_option("--project", chosen.project, "The project's id (Env:MRS_PROJECT_ID)")
        ->type_name("ID")
        ->group(group);
    app.add_option("--cluster", chosen.cluster,
                   "The id of the cluster of each row that names none (Env:MRS_CLUSTER_ID)")
        ->type_name("ID")
        ->group(group);
    app.add_option("--ca-file", chosen.ca_file,
                   "PEM file to trust in place of the system's (Env:MRS_CA_FILE)")
        ->type_name("FILE")
        ->group(group);
    app.add_option_function<std::string>(
           "--proxy", [&chosen](const std::string& url) { chosen.proxy = url; },
           "HTTP proxy to go through, http://host:port (Env:HTTPS_PROXY, NO_PROXY)")
        ->type_name("URL|none")
        ->group(group);
    app.add_option_function<std::string>(
           "--language",
           [&chosen](const std::string& name) {
               parse_choice("--language", name, {"zh-cn", "en-us"});
               chosen.language = name;
           },
           "Language of the service's messages")
        ->type_name("zh-cn|en-us")
        ->group(group);
}

void add_credential_options(CLI::App& app, options& chosen) {
    constexpr char group[] = "Credentials";
    app.add_option("--token-file", chosen.token_file,
                   "File that holds the token; it is read again when it changes")
        ->type_name("FILE")
        ->group(group);
    app.add_option("--user", chosen.user, "IAM user whose password gets tokens")
        ->type_name("ACCOUNT/NAME")
        ->group(group);
    app.add_option("--password-file", chosen.password_file, "File that holds the user's password")
        ->type_name("FILE")
        ->group(group);
    app.add_option("--iam-endpoint", chosen.iam_endpoint,
                   "Where IAM is (Env:HUAWEICLOUD_SDK_IAM_ENDPOINT) [the region's]")
        ->type_name("URL")
        ->group(group);
    app.add_flag("--metadata", chosen.metadata,
                 "As the virtual machine that this runs on, by its metadata service")
        ->group(group);
    // Hidden: it answers a mistake that would otherwise be reported with the token in it.
    app.add_option_function<std::string>(
           "--token",
           [](const std::string&) {
               throw usage_error("a token does not belong on the command line, where others see"
                                 " it: set MRS_AUTH_TOKEN or give --token-file");
           })
        ->configurable(false)
        ->group("");
}

void add_input_options(CLI::App& app, options& chosen) {
    constexpr char group[] = "Input";
    app.add_option("ids", chosen.ids, "Ids of executions; - reads them from standard input")
        ->type_name("ID...|-");
    app.add_option("-f,--file", chosen.files, "Read ids from this file too; may be repeated")
        ->type_name("FILE|-")
        ->group(group)
        ->configurable(false)
        ->allow_extra_args(false);
    app.add_option_function<std::string>(
           "--format", [&chosen](const std::string& name) { chosen.format = format_called(name); },
           "One id a line, CSV with a header, or JSON Lines [by the file's name: .csv, .jsonl,"
           " .ndjson, else by its first line]")
        ->type_name("lines|csv|jsonl")
        ->group(group);
    app.add_option("--id-field", chosen.fields.id,
                   "CSV column or JSON field of the id [sql_id, or else id]")
        ->type_name("NAME")
        ->group(group);
    app.add_option("--cluster-field", chosen.fields.cluster,
                   "CSV column or JSON field of the row's cluster")
        ->type_name("NAME")
        ->group(group);
    app.add_option_function<std::string>(
           "--bad-rows",
           [&chosen](const std::string& policy) {
               chosen.refuse_bad_rows = parse_choice("--bad-rows", policy, {"skip", "refuse"}) == 1;
           },
           "Report and skip rows that hold no usable id, or read all first and send nothing [skip]")
        ->type_name("skip|refuse")
        ->group(group);
    app.add_option_function<std::string>(
           "--shard",
           [&chosen](const std::string& text) { chosen.part = parse_shard(text, environment); },
           "Do part I of N of the ids, at an N-th of the rate; auto takes I and N from Kubernetes,"
           " Slurm or AWS Batch")
        ->type_name("I/N|auto")
        ->group(group);
}

void add_output_options(CLI::App& app, options& chosen) {
    constexpr char group[] = "Output";
    app.add_flag("--json", chosen.json, "A JSON object a line")->group(group);
    app.add_flag("--in-order", chosen.in_order, "In the order of the input, not as they end")
        ->group(group);
    app.add_flag("-q,--quiet", chosen.quiet, "No progress, no summary")->group(group);
    app.add_option_function<std::string>(
           "--progress",
           [&chosen](const std::string& name) {
               constexpr progress_style styles[] = {progress_style::automatic, progress_style::bar,
                                                    progress_style::lines, progress_style::off};
               chosen.progress =
                   styles[parse_choice("--progress", name, {"auto", "bar", "lines", "off"})];
           },
           "A bar, or a line at the start and one a minute; auto is a bar on a terminal, and lines"
           " elsewhere [auto]")
        ->type_name("auto|bar|lines|off")
        ->group(group);
    app.add_option("--failed-file", chosen.failed_file,
                   "Write the ids that did not succeed, as input for another run; a list that was"
                   " not used up is left, and they go to FILE.failed")
        ->type_name("FILE")
        ->group(group);
    app.add_option("--journal", chosen.journal,
                   "Keep what was answered here; the same command then goes on where it was")
        ->type_name("FILE")
        ->group(group);
}

void add_pace_options(CLI::App& app, options& chosen) {
    constexpr char group[] = "Pace";
    app.add_option_function<std::string>(
           "--rate",
           [&chosen](const std::string& text) {
               chosen.rate = parse_rate(text);
               chosen.pace = text;
           },
           "Calls in a second, minute or hour at most; auto begins with the service's"
           " documented quota and learns from its answers [auto]")
        ->type_name("N/s|m|h|auto|off")
        ->group(group);
    app.add_option_function<std::string>(
           "--concurrency",
           [&chosen](const std::string& text) { chosen.concurrency = parse_concurrency(text); },
           "Calls in flight at most; auto finds out what the service takes [auto]")
        ->type_name("N|auto")
        ->group(group);
    add_duration(app, "--timeout", chosen.timeout,
                 "Limit of each cancel, from when the rate lets it go [60s]")
        ->group(group);
    app.add_option_function<std::string>(
           "--retry-failed",
           [&chosen](const std::string& text) {
               chosen.retry_failed = static_cast<int>(parse_count("--retry-failed", text, 100));
           },
           "Try a FAILED again so many times [0]")
        ->type_name("N")
        ->group(group);
}

void add_wait_options(CLI::App& app, options& chosen) {
    constexpr char group[] = "Waiting";
    app.add_flag("--wait", chosen.wait, "See each execution end, and tell how it did")
        ->group(group);
    add_duration(app, "--wait-for", chosen.wait_for,
                 "So long at most for each, from its cancel on [60s]")
        ->group(group);
}

void add_stop_options(CLI::App& app, options& chosen) {
    constexpr char group[] = "Stopping";
    add_duration(app, "--deadline", chosen.deadline,
                 "Take no more ids after this time; what is on its way, and what --wait waits for, "
                 "ends first")
        ->group(group);
    add_duration(
        app, "--outage-limit", chosen.outage_limit,
        "Wait so long for a service that cannot be reached [15m, and as long as one cancel may"
        " take where it never answered]")
        ->group(group);
    app.add_option_function<std::string>(
           "--max-refusals",
           [&chosen](const std::string& text) {
               chosen.max_refusals = parse_count("--max-refusals", text, 1'000'000);
           },
           "Stop after so many identical refusals for good before any id has an answer; 0 never"
           " does [5]")
        ->type_name("N")
        ->group(group);
    app.add_flag("--fail-fast", chosen.fail_fast, "Stop at the first FAILED or error")
        ->group(group);
    app.add_option_function<std::string>(
           "--max-error-ratio",
           [&chosen](const std::string& text) {
               chosen.max_error_ratio = parse_share("--max-error-ratio", text);
           },
           "Stop when more than this part of at least 20 outcomes is FAILED or errors")
        ->type_name("0..1")
        ->group(group);
    app.add_flag("--dry-run", chosen.dry_run,
                 "Read and check the input and the settings, print the ids, send nothing")
        ->group(group);
    app.add_option_function<std::string>(
           "--confirm",
           [&chosen](const std::string& text) {
               constexpr std::uint64_t most = 1'000'000'000'000;
               chosen.confirm = parse_count("--confirm", text, most);
           },
           "Ask on the terminal, where there is one, before cancelling more than N")
        ->type_name("N")
        ->group(group);
}

} // namespace

std::unique_ptr<CLI::App> make_command_line(options& chosen, std::string& config_file) {
    auto app = std::make_unique<CLI::App>(help_description, "mrs-cancel");
    app->get_help_ptr()->configurable(false);
    app->set_version_flag("--version", "mrs-cancel " MRS_VERSION_STRING)->configurable(false);
    app->add_option("--config", config_file, "TOML file of options (Env:MRS_CONFIG)")
        ->type_name("FILE")
        ->configurable(false);
    app->footer(help_footer);
    app->allow_extras();
    add_service_options(*app, chosen);
    add_credential_options(*app, chosen);
    add_input_options(*app, chosen);
    add_output_options(*app, chosen);
    add_pace_options(*app, chosen);
    add_wait_options(*app, chosen);
    add_stop_options(*app, chosen);
    return app;
}

} // namespace mrs::cli
