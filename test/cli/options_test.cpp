// SPDX-License-Identifier: BSL-1.0
#include "cli/base/usage_error.hpp"
#include "cli/options/duration_option.hpp"
#include "cli/options/options.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstdlib>
#include <string>
#include <variant>
#include <vector>

using namespace mrs::cli;
using namespace std::chrono_literals;

namespace option {
namespace {

/// An environment without settings, save for those that a test makes.
class environment_of_test {
public:
    environment_of_test() { clear(); }
    ~environment_of_test() { clear(); }

    // The test program has one thread. NOLINTBEGIN(concurrency-mt-unsafe)
    void set(const char* name, const char* value) const { ::setenv(name, value, 1); }

private:
    static void clear() {
        for (const char* const name :
             {"MRS_ENDPOINT", "MRS_REGION", "MRS_PROJECT_ID", "MRS_CLUSTER_ID", "MRS_CA_FILE",
              "MRS_AUTH_TOKEN", "HTTPS_PROXY", "https_proxy"})
            ::unsetenv(name);
    }
    // NOLINTEND(concurrency-mt-unsafe)
};

options parsed(std::vector<const char*> arguments) {
    arguments.insert(arguments.begin(), "mrs-cancel");
    return std::get<options>(parse_options(static_cast<int>(arguments.size()), arguments.data()));
}

std::string problem(std::vector<const char*> arguments) {
    try {
        parsed(std::move(arguments));
        return "none";
    } catch (const usage_error& error) {
        return error.what();
    }
}

bool contains(const std::string& text, const char* part) {
    return text.find(part) != text.npos;
}

} // namespace
} // namespace option

BOOST_FIXTURE_TEST_SUITE(option, environment_of_test)

BOOST_AUTO_TEST_CASE(all_on_the_command_line) {
    const options chosen = parsed({"--endpoint", "https://host", "--project", "p", "--cluster", "c",
                                   "--ca-file", "ca", "--token-file", "t", "--concurrency", "3",
                                   "--timeout", "1.5", "--language", "zh-cn", "a", "b"});
    BOOST_TEST(chosen.endpoint == "https://host");
    BOOST_TEST(chosen.region == "");
    BOOST_TEST(chosen.project == "p");
    BOOST_TEST(chosen.cluster == "c");
    BOOST_TEST(chosen.ca_file == "ca");
    BOOST_TEST(chosen.token_file == "t");
    BOOST_TEST(chosen.concurrency == 3u);
    BOOST_TEST((chosen.timeout == 1500ms));
    BOOST_TEST(chosen.language == "zh-cn");
    BOOST_TEST(chosen.ids == (std::vector<std::string>{"a", "b"}));
}

BOOST_AUTO_TEST_CASE(all_in_the_environment) {
    set("MRS_REGION", "cn-north-4");
    set("MRS_PROJECT_ID", "p");
    set("MRS_CLUSTER_ID", "c");
    set("MRS_CA_FILE", "ca");
    const options chosen = parsed({"-"});
    BOOST_TEST(chosen.region == "cn-north-4");
    BOOST_TEST(chosen.endpoint == "");
    BOOST_TEST(chosen.project == "p");
    BOOST_TEST(chosen.cluster == "c");
    BOOST_TEST(chosen.ca_file == "ca");
    BOOST_TEST(chosen.concurrency == 0u);
    BOOST_TEST((chosen.timeout == 60s));
    BOOST_TEST((chosen.rate.mode() == mrs::rate_mode::automatic));
    BOOST_TEST(chosen.ids.empty());
    BOOST_TEST(chosen.files == std::vector<std::string>{"-"});
}

BOOST_AUTO_TEST_CASE(rates) {
    const auto rate = [](const char* text) {
        return parsed({"--region", "r", "--project", "p", "--cluster", "c", "--rate", text, "a"})
            .rate;
    };
    BOOST_TEST((rate("auto").mode() == mrs::rate_mode::automatic));
    BOOST_TEST((rate("off").mode() == mrs::rate_mode::off));
    BOOST_TEST((rate("60/m").mode() == mrs::rate_mode::fixed));
    BOOST_TEST(rate("60/m").requests() == 60u);
    BOOST_TEST((rate("60/m").window() == 1min));
    BOOST_TEST((rate("1/s").window() == 1s));
    BOOST_TEST((rate("1000000/h").window() == 1h));
    for (const char* const bad : {"", "60", "60/", "60/d", "/m", "0/m", "-1/m", "60 /m", "60/m ",
                                  "1000001/s", "6e1/m", "99999999999999999999/m", "on"})
        BOOST_TEST(contains(problem({"--region", "r", "--project", "p", "--cluster", "c", "--rate",
                                     bad, "a"}),
                            "--rate"),
                   bad);
}

BOOST_AUTO_TEST_CASE(times) {
    const auto time = [](const char* text) { return mrs::cli::parse_duration("--timeout", text); };
    BOOST_TEST((time("90") == 90s));
    BOOST_TEST((time("0.25") == 250ms));
    BOOST_TEST((time("1ms") == 1ms));
    BOOST_TEST((time("30s") == 30s));
    BOOST_TEST((time("5m") == 5min));
    BOOST_TEST((time("1000h") == 1000h));
    for (const char* const bad : {"", "s", "0", "0.5ms", "-1s", "+1s", "1 s", "1s ", "1d", "1e3",
                                  "0x1", "nan", "inf", "1001h", "1m30s"})
        BOOST_CHECK_THROW(time(bad), usage_error);
}

BOOST_AUTO_TEST_CASE(input) {
    const options chosen =
        parsed({"--region", "r", "--project", "p", "-f", "b", "--file", "c.csv", "a", "--format",
                "jsonl", "--id-field", "query", "--cluster-field", "where", "--bad-rows", "refuse",
                "--shard", "2/3"});
    BOOST_TEST(chosen.ids == std::vector<std::string>{"a"});
    BOOST_TEST(chosen.files == (std::vector<std::string>{"b", "c.csv"}));
    BOOST_TEST((chosen.format == row_format::jsonl));
    BOOST_TEST(chosen.fields.id == "query");
    BOOST_TEST(chosen.fields.cluster == "where");
    BOOST_TEST(chosen.refuse_bad_rows);
    BOOST_TEST(chosen.part.index() == 1u);
    BOOST_TEST(chosen.part.count() == 3u);
}

BOOST_AUTO_TEST_CASE(of_the_command_line_goes_before_the_environment) {
    set("MRS_ENDPOINT", "https://other");
    set("MRS_PROJECT_ID", "other");
    set("MRS_CLUSTER_ID", "other");
    const options chosen = parsed({"--region", "cn-north-4", "--project", "p", "--cluster=c", "a"});
    BOOST_TEST(chosen.endpoint == "");
    BOOST_TEST(chosen.region == "cn-north-4");
    BOOST_TEST(chosen.project == "p");
    BOOST_TEST(chosen.cluster == "c");
}

BOOST_AUTO_TEST_CASE(that_lacks_is_named) {
    BOOST_TEST(contains(problem({"--project", "p", "--cluster", "c", "a"}), "--endpoint"));
    BOOST_TEST(contains(problem({"--region", "r", "--cluster", "c", "a"}), "--project"));
    BOOST_TEST(contains(problem({"--region", "r", "--project", "p", "a"}), "--cluster"));
    BOOST_TEST(contains(problem({"--region", "r", "--project", "p", "--cluster", "c"}), "no ids"));
}

BOOST_AUTO_TEST_CASE(that_contradicts_another_is_refused) {
    set("MRS_PROJECT_ID", "p");
    set("MRS_CLUSTER_ID", "c");
    BOOST_TEST(contains(problem({"--region", "r", "--endpoint", "e", "a"}), "both"));
    BOOST_TEST(contains(problem({"--region", "r", "-", "--file", "-"}), "- once"));
    set("MRS_ENDPOINT", "e");
    set("MRS_REGION", "r");
    BOOST_TEST(contains(problem({"a"}), "both"));
}

BOOST_AUTO_TEST_CASE(values_are_checked) {
    set("MRS_REGION", "r");
    set("MRS_PROJECT_ID", "p");
    set("MRS_CLUSTER_ID", "c");
    for (const char* const count : {"0", "-1", "10001", "many", ""})
        BOOST_TEST(contains(problem({"--concurrency", count, "a"}), "--concurrency"));
    for (const char* const seconds : {"0", "-1", "nan", "inf", "1e9", "soon"})
        BOOST_TEST(contains(problem({"--timeout", seconds, "a"}), "--timeout"));
    BOOST_TEST(contains(problem({"--language", "latin", "a"}), "--language"));
}

/// What is no number must not be taken for none, or for another one.
BOOST_AUTO_TEST_CASE(numbers_are_digits_and_nothing_else) {
    set("MRS_REGION", "r");
    set("MRS_PROJECT_ID", "p");
    set("MRS_CLUSTER_ID", "c");
    BOOST_TEST((parsed({"--confirm", "0", "a"}).confirm == 0u));
    BOOST_TEST((parsed({"--confirm", "1000000000000", "a"}).confirm == 1'000'000'000'000u));
    BOOST_TEST(parsed({"--retry-failed", "100", "a"}).retry_failed == 100);
    BOOST_TEST((parsed({"--max-error-ratio", "0.25", "a"}).max_error_ratio == 0.25));
    BOOST_TEST((parsed({"--max-error-ratio", "1", "a"}).max_error_ratio == 1.0));
    for (const char* const option :
         {"--confirm", "--retry-failed", "--max-error-ratio", "--concurrency", "--rate",
          "--timeout", "--deadline", "--wait-for", "--shard"})
        for (const char* const bad :
             {"", " ", "-1", "+1", "x", "1x", "1 ", " 1", "0x1", "1e1", "nan", "inf", "1,5",
              "18446744073709551615", "18446744073709551616", "99999999999999999999999"})
            BOOST_TEST(contains(problem({option, bad, "a"}), option), option << " '" << bad << "'");
    BOOST_TEST(contains(problem({"--confirm", "1000000000001", "a"}), "--confirm"));
    BOOST_TEST(contains(problem({"--confirm", "1.5", "a"}), "--confirm"));
    BOOST_TEST(contains(problem({"--retry-failed", "101", "a"}), "--retry-failed"));
    BOOST_TEST(contains(problem({"--max-error-ratio", "1.01", "a"}), "--max-error-ratio"));
}

/// An empty value, such as a variable's that is not set, would silently mean none.
BOOST_AUTO_TEST_CASE(an_empty_value_is_refused) {
    set("MRS_REGION", "r");
    set("MRS_PROJECT_ID", "p");
    set("MRS_CLUSTER_ID", "c");
    for (const char* const option :
         {"--endpoint", "--region", "--project", "--cluster", "--ca-file", "--proxy", "--language",
          "--token-file", "--user", "--password-file", "--iam-endpoint", "--file", "--format",
          "--id-field", "--cluster-field", "--bad-rows", "--failed-file", "--journal",
          "--config"}) {
        BOOST_TEST(contains(problem({option, "", "a"}), option), option);
        BOOST_TEST(contains(problem({(std::string(option) + "=").c_str(), "a", "b"}),
                            (std::string(option) + " is empty").c_str()),
                   option);
    }
    BOOST_TEST(parsed({"--", "--journal="}).ids == std::vector<std::string>{"--journal="});
}

BOOST_AUTO_TEST_CASE(a_flag_is_true_or_false) {
    set("MRS_REGION", "r");
    set("MRS_PROJECT_ID", "p");
    set("MRS_CLUSTER_ID", "c");
    BOOST_TEST(parsed({"--dry-run", "a"}).dry_run);
    BOOST_TEST(parsed({"--dry-run=true", "a"}).dry_run);
    BOOST_TEST(!parsed({"--dry-run=false", "a"}).dry_run);
    for (const char* const bad : {"--dry-run=0x", "--dry-run=0", "--dry-run=7x", "--dry-run=no"})
        BOOST_TEST(contains(problem({bad, "a"}), "--dry-run"), bad);
}

BOOST_AUTO_TEST_CASE(a_value_is_not_repeated_in_the_complaint) {
    set("MRS_REGION", "r");
    set("MRS_PROJECT_ID", "p");
    set("MRS_CLUSTER_ID", "c");
    for (const char* const option :
         {"--language", "--format", "--bad-rows", "--shard", "--rate", "--concurrency", "--timeout",
          "--retry-failed", "--deadline", "--max-error-ratio", "--confirm"}) {
        const std::string text = problem({option, "hunter2", "a"});
        BOOST_TEST(contains(text, option), text);
        BOOST_TEST(!contains(text, "hunter2"), text);
    }
}

BOOST_AUTO_TEST_CASE(that_is_unknown_is_named_without_its_value) {
    set("MRS_REGION", "r");
    set("MRS_PROJECT_ID", "p");
    set("MRS_CLUSTER_ID", "c");
    BOOST_TEST(contains(problem({"--secret=value", "a"}), "unknown option --secret "));
    BOOST_TEST(contains(problem({"-svalue", "a"}), "unknown option -s "));
    for (const auto& arguments : {std::vector{"--token", "value"}, {"--token=value"}}) {
        const std::string text = problem(arguments);
        BOOST_TEST(contains(text, "MRS_AUTH_TOKEN"));
        BOOST_TEST(!contains(text, "value"));
    }
}

BOOST_AUTO_TEST_CASE(waiting) {
    set("MRS_REGION", "r");
    set("MRS_PROJECT_ID", "p");
    set("MRS_CLUSTER_ID", "c");
    BOOST_TEST(!parsed({"a"}).wait);
    const options chosen = parsed({"--wait", "a"});
    BOOST_TEST(chosen.wait);
    BOOST_TEST(!chosen.wait_for.has_value());
    BOOST_TEST(chosen.ids == std::vector<std::string>{"a"});
    BOOST_TEST((parsed({"--wait", "--wait-for", "5m", "a"}).wait_for == 5min));
    BOOST_TEST(contains(problem({"--wait-for", "5m", "a"}), "--wait-for is for --wait"));
    BOOST_TEST(contains(problem({"--wait", "--wait-for", "a"}), "--wait-for is no time"));
}

BOOST_AUTO_TEST_CASE(a_proxy_or_none) {
    set("MRS_REGION", "r");
    set("MRS_PROJECT_ID", "p");
    set("MRS_CLUSTER_ID", "c");
    set("HTTPS_PROXY", "http://user:hunter2@other:3128");
    BOOST_TEST(parsed({"a"}).proxy == "");
    BOOST_TEST(parsed({"--proxy", "http://proxy:3128", "a"}).proxy == "http://proxy:3128");
    BOOST_TEST(parsed({"--proxy", "none", "a"}).proxy == "none");
    const std::string text = problem({"--proxy", "http://user:hunter2@proxy:3128", "a"});
    BOOST_TEST(contains(text, "HTTPS_PROXY"));
    BOOST_TEST(!contains(text, "hunter2"));
}

BOOST_AUTO_TEST_CASE(ids_may_look_like_options_behind_two_hyphens) {
    const options chosen =
        parsed({"--region", "r", "--project", "p", "--cluster", "c", "--", "-a", "--b"});
    BOOST_TEST(chosen.ids == (std::vector<std::string>{"-a", "--b"}));
}

BOOST_AUTO_TEST_SUITE_END()
