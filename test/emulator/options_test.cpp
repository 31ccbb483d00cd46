// SPDX-License-Identifier: BSL-1.0
#include "options.hpp"
#include "secret_file.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <iostream>
#include <sstream>
#include <vector>

using mrs_emulator::options;
using mrs_emulator::parse_options;
using mrs_emulator::test::secret_file;
using namespace std::chrono_literals;

namespace command_line {
namespace {

std::variant<options, int> parse(std::vector<const char*> arguments) {
    arguments.insert(arguments.begin(), "mrs-emulator");
    // The parser speaks to the user, who is not here.
    std::ostringstream words;
    auto* const out = std::cout.rdbuf(words.rdbuf());
    auto* const err = std::cerr.rdbuf(words.rdbuf());
    auto result = parse_options(static_cast<int>(arguments.size()), arguments.data());
    std::cout.rdbuf(out);
    std::cerr.rdbuf(err);
    return result;
}

} // namespace
} // namespace command_line

BOOST_AUTO_TEST_SUITE(command_line)

BOOST_AUTO_TEST_CASE(may_be_empty) {
    const auto chosen = std::get<options>(parse({}));
    BOOST_TEST(chosen.listen.address().is_loopback());
    BOOST_TEST(chosen.listen.port() == 0U);
    BOOST_TEST(chosen.project == "0123456789abcdef0123456789abcdef");
    BOOST_TEST(chosen.clusters.size() == 1U);
    BOOST_TEST(!chosen.quota.has_value());
    BOOST_TEST((chosen.style.documents == mrs_emulator::edition::of_2025));
    BOOST_TEST(!chosen.style.rows_in_content);
    const auto other = std::get<options>(parse({"--edition", "2021", "--rows", "content"}));
    BOOST_TEST((other.style.documents == mrs_emulator::edition::of_2021));
    BOOST_TEST(other.style.rows_in_content);
}

BOOST_AUTO_TEST_CASE(sets_everything) {
    const auto chosen = std::get<options>(parse({"--listen",  "[::1]:8443",
                                                 "--control", "127.0.0.2:9000",
                                                 "--cluster", "c1",
                                                 "--cluster", "c2",
                                                 "--token",   "t",
                                                 "--quota",   "30/5s",
                                                 "--fault",   "reset,count=1,message=a,b",
                                                 "--fault",   "latency=1ms",
                                                 "--host",    "h1",
                                                 "--http",    "--idle-timeout",
                                                 "5",         "--max-executions",
                                                 "7",         "--quiet"}));
    BOOST_TEST(chosen.listen.address().is_v6());
    BOOST_TEST(chosen.listen.port() == 8443U);
    BOOST_TEST(chosen.control.port() == 9000U);
    BOOST_TEST(chosen.clusters == std::vector<std::string>({"c1", "c2"}),
               boost::test_tools::per_element());
    BOOST_TEST(chosen.token == "t");
    BOOST_TEST(chosen.quota.value().description() == "limit:30,time:5 second");
    BOOST_TEST(chosen.faults.size() == 2U);
    BOOST_TEST(chosen.faults[0].message == "a,b");
    BOOST_TEST(chosen.plain_http);
    BOOST_TEST(chosen.idle_timeout.count() == 5);
    BOOST_TEST(chosen.max_executions == 7U);
    BOOST_TEST(chosen.quiet);
}

BOOST_AUTO_TEST_CASE(takes_secrets_from_files_only) {
    const secret_file secret("first line\r\nsecond line\n");
    const char* const path = secret.path.c_str();
    const auto chosen = std::get<options>(parse(
        {"--password-file", path, "--user", "d/u", "--secret-key-file", path, "--access-key", "k",
         "--security-token-file", path, "--pod-token-file", path, "--token-file", path}));
    BOOST_TEST(chosen.credentials.user.domain == "d");
    BOOST_TEST(chosen.credentials.user.name == "u");
    BOOST_TEST(chosen.credentials.user.password == "first line");
    BOOST_TEST(chosen.credentials.key.id == "k");
    BOOST_TEST(chosen.credentials.key.secret == "first line");
    BOOST_TEST(chosen.credentials.key.security_token == "first line");
    BOOST_TEST(chosen.credentials.pod_token == "first line");
    BOOST_TEST(chosen.token == "first line");
}

BOOST_AUTO_TEST_CASE(sets_what_identities_need) {
    const auto chosen =
        std::get<options>(parse({"--metadata", "127.0.0.1:0", "--token-lifetime", "200ms",
                                 "--token-size", "20480", "--lockout", "3s", "--metadata-lifetime",
                                 "1h", "--clock-offset", "-20m", "--project-name", "n"}));
    BOOST_TEST(chosen.metadata.value().port() == 0U);
    BOOST_TEST((chosen.credentials.token_lifetime == 200ms));
    BOOST_TEST(chosen.credentials.token_size == 20480U);
    BOOST_TEST((chosen.credentials.lockout == 3s));
    BOOST_TEST((chosen.credentials.metadata_lifetime == 1h));
    BOOST_TEST((chosen.clock_offset == -20min));
    BOOST_TEST(chosen.project_name == "n");
    BOOST_TEST((std::get<options>(parse({"--clock-offset", "+20m"})).clock_offset == 20min));
    BOOST_TEST(!std::get<options>(parse({})).metadata.has_value());
}

BOOST_AUTO_TEST_CASE(is_refused_with_a_status) {
    const std::vector<std::vector<const char*>> mistakes = {
        {"--listen", "nowhere"},
        {"--listen", "127.0.0.1:99999"},
        {"--control", "0.0.0.0:0"},
        {"--control", "192.0.2.1:80"},
        {"--cert", "/nonexistent.pem"},
        {"--token-file", "/nonexistent"},
        {"--quota", "many"},
        {"--fault", "explode"},
        {"--max-executions", "0"},
        {"--unknown"},
        {"--metadata", "192.0.2.1:0"},
        {"--user", "d/u"},
        {"--user", "d"},
        {"--password-file", "/nonexistent"},
        {"--access-key", "k"},
        {"--secret-key-file", "/nonexistent"},
        {"--security-token-file", "/nonexistent"},
        {"--token-lifetime", "0s"},
        {"--token-lifetime", "day"},
        {"--token-size", "63"},
        {"--token-size", "31745"},
        {"--lockout", "-5m"},
        {"--clock-offset", "--5m"},
        {"--pod-token-file", "/dev/null"},
        {"--project", ""},
        {"--project", "a-b"},
        {"--project", "../x"},
        {"--project-name", ""},
        {"--cluster", "a b"},
        {"--cluster", ""},
        {"--cluster", "c", "--cluster", "c"},
        {"--token", ""},
        {"--token", " a"},
        {"--token", "a "},
        {"--token", "a\nb"},
        {"--user", "d/u/x"},
        {"--host", ""},
        {"--state-dir", ""},
        {"--idle-timeout", "0x10"},
        {"--idle-timeout", "010"},
        {"--idle-timeout", "+5"},
        {"--idle-timeout", "1.5"},
        {"--idle-timeout", "86401"},
        {"--token-size", "0100"},
        {"--max-executions", "1e2"},
        {"--quiet", "--verbose"},
        {"--edition", "2022"},
        {"--rows", "both"},
    };
    for (const auto& mistake : mistakes) {
        BOOST_TEST_CONTEXT(mistake.front() << ' ' << mistake.back()) {
            const auto result = parse(mistake);
            BOOST_REQUIRE(std::holds_alternative<int>(result));
            BOOST_TEST(std::get<int>(result) != 0);
        }
    }
    BOOST_TEST(std::get<int>(parse({"--version"})) == 0);
    BOOST_TEST(std::get<int>(parse({"--help"})) == 0);
}

BOOST_AUTO_TEST_SUITE_END()
