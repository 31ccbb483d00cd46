// SPDX-License-Identifier: BSL-1.0
#include "emulator.hpp"

#include "http_client.hpp"

#include <boost/json.hpp>

#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <spawn.h>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace mrs_test {

namespace json = boost::json;

const char* const endless_sql =
    "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c) SELECT count(*) FROM c";

namespace {

std::string program() {
    const char* path = std::getenv("MRS_EMULATOR");
    if (path == nullptr)
        throw std::runtime_error("MRS_EMULATOR does not name the emulator's program");
    return path;
}

pid_t spawn(const std::vector<std::string>& arguments, int output) {
    const std::string path = program();
    std::vector<std::string> words = {path, "--quiet"};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> argv;
    argv.reserve(words.size() + 1);
    for (std::string& word : words)
        argv.push_back(word.data());
    argv.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    pid_t pid = -1;
    const int failed = posix_spawn(&pid, path.c_str(), &actions, nullptr, argv.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (failed != 0)
        throw std::runtime_error("cannot start " + path);
    return pid;
}

std::string read_line(int descriptor) {
    std::string line;
    char c = 0;
    while (::read(descriptor, &c, 1) == 1 && c != '\n')
        line += c;
    return line;
}

std::string text(const json::value& object, const char* name) {
    return json::value_to<std::string>(object.at(name));
}

} // namespace

emulator::emulator(const std::vector<std::string>& arguments) {
    std::array<int, 2> pipe{};
    if (::pipe2(pipe.data(), O_CLOEXEC) != 0)
        throw std::runtime_error("no pipe");
    output_ = pipe[0];
    pid_ = spawn(arguments, pipe[1]);
    ::close(pipe[1]);
    const json::value ready = json::parse(read_line(output_));
    endpoint_ = text(ready, "endpoint");
    control_ = text(ready, "control");
    if (const auto* ca = ready.as_object().if_contains("ca_file"); ca != nullptr && ca->is_string())
        ca_file_ = json::value_to<std::string>(*ca);
    project_ = text(ready, "project");
    cluster_ = text(ready, "cluster");
    token_ = text(ready, "token");
}

emulator::~emulator() {
    stop();
    ::close(output_);
}

void emulator::stop() noexcept {
    if (pid_ <= 0)
        return;
    ::kill(pid_, SIGTERM);
    ::waitpid(pid_, nullptr, 0);
    pid_ = -1;
}

mrs::client_options emulator::options() const {
    mrs::client_options result(endpoint_, project_, mrs::credentials::token(mrs::secret(token_)));
    // Limits that no machine is too slow for: no answer of the emulator depends on its speed.
    const std::chrono::minutes limit(5);
    result.tls(tls()).timeouts(mrs::timeout_options()
                                   .call(limit)
                                   .attempt(limit)
                                   .connect(limit)
                                   .handshake(limit)
                                   .write(limit)
                                   .read(limit));
    return result;
}

mrs::tls_options emulator::tls() const {
    mrs::tls_options result;
    result.ca_file(ca_file_);
    return result;
}

std::string emulator::sql_url() const {
    return endpoint_ + "/v2/" + project_ + "/clusters/" + cluster_ + "/sql-execution";
}

std::string emulator::submit(const std::string& sql) const {
    json::object body;
    body["sql_type"] = "presto";
    body["sql_content"] = sql;
    const std::string answer = http_request(sql_url())
                                   .method("POST")
                                   .ca_file(ca_file_)
                                   .header("X-Auth-Token", token_)
                                   .body(json::serialize(body))
                                   .send();
    return text(json::parse(answer), "id");
}

std::string emulator::state(std::string_view id) const {
    const std::string answer = http_request(sql_url().append("/").append(id))
                                   .ca_file(ca_file_)
                                   .header("X-Auth-Token", token_)
                                   .send();
    return text(json::parse(answer), "status");
}

std::vector<std::string> emulator::seed(std::size_t count) const {
    const std::string answer = http_request(control_ + "/executions")
                                   .method("POST")
                                   .header("Content-Type", "application/json")
                                   .body("{\"count\":" + std::to_string(count) + "}")
                                   .send();
    return json::value_to<std::vector<std::string>>(json::parse(answer).at("ids"));
}

void emulator::fault(const std::string& rule) const {
    const std::string ignored = http_request(control_ + "/faults")
                                    .method("POST")
                                    .header("Content-Type", "application/json")
                                    .body(json::serialize(json::object{{"rules", {rule}}}))
                                    .send();
}

void emulator::clear_faults() const {
    const std::string ignored = http_request(control_ + "/faults").method("DELETE").send();
}

std::uint64_t emulator::stat(const std::string& name) const {
    const json::value stats = json::parse(http_request(control_ + "/stats").send());
    return json::value_to<std::uint64_t>(stats.at(name));
}

std::map<std::string, int> emulator::decided() const {
    const std::string answer = http_request(control_ + "/stats/cancels").send();
    return json::value_to<std::map<std::string, int>>(json::parse(answer));
}

} // namespace mrs_test
