// SPDX-License-Identifier: BSL-1.0
#include "client.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/readable_pipe.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include <array>
#include <csignal>
#include <filesystem>
#include <spawn.h>
#include <string>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>
#include <vector>

using namespace mrs_emulator::test;
namespace asio = boost::asio;
namespace json = boost::json;

extern char** environ; // NOLINT(readability-redundant-declaration)

namespace programs {
namespace {

// The program itself, with its first line of output.
class program {
public:
    explicit program(std::vector<std::string> arguments) {
        std::array<int, 2> ends{};
        if (pipe(ends.data()) != 0)
            throw std::system_error(errno, std::generic_category());
        output_.assign(ends[0]);
        arguments.insert(arguments.begin(), MRS_EMULATOR_PROGRAM);
        std::vector<char*> pointers;
        pointers.reserve(arguments.size() + 1);
        for (std::string& argument : arguments)
            pointers.push_back(argument.data());
        pointers.push_back(nullptr);
        posix_spawn_file_actions_t actions{};
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
        posix_spawn_file_actions_addclose(&actions, ends[0]);
        const int error =
            posix_spawn(&id_, pointers[0], &actions, nullptr, pointers.data(), environ);
        posix_spawn_file_actions_destroy(&actions);
        close(ends[1]);
        if (error != 0)
            throw std::system_error(error, std::generic_category());
    }
    program(const program&) = delete;
    program& operator=(const program&) = delete;
    ~program() {
        if (id_ > 0) {
            kill(id_, SIGKILL);
            waitpid(id_, nullptr, 0);
        }
    }

    pid_t id() const { return id_; }

    std::string read_line() {
        std::string line;
        line.resize(asio::read_until(output_, asio::dynamic_buffer(line), '\n'));
        return line;
    }

    /// Sends the signal and waits for the end; the status as a shell would show it.
    int stop(int signal) {
        kill(id_, signal);
        return wait();
    }

    int wait() {
        int status = 0;
        waitpid(std::exchange(id_, 0), &status, 0);
        return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }

private:
    pid_t id_ = 0;
    asio::io_context context_;
    asio::readable_pipe output_{context_};
};

std::string text(const json::value& line, const char* name) {
    return line.at(name).as_string().c_str();
}

asio::ip::tcp::endpoint endpoint_in(const std::string& url) {
    const std::string port = url.substr(url.rfind(':') + 1);
    return {asio::ip::address_v4::loopback(), static_cast<std::uint16_t>(std::stoul(port))};
}

} // namespace
} // namespace programs

BOOST_AUTO_TEST_SUITE(programs)

BOOST_AUTO_TEST_CASE(announce_themselves_and_stop_cleanly) {
    for (const int signal : {SIGTERM, SIGINT, SIGHUP}) {
        program emulator({"--quiet"});
        const json::value line = json::parse(emulator.read_line());
        BOOST_TEST(line.at("pid").to_number<pid_t>() == emulator.id());
        const std::string ca_file = text(line, "ca_file");
        BOOST_TEST(std::filesystem::exists(ca_file));
        BOOST_TEST((std::filesystem::status(ca_file).permissions() ==
                    (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write)));

        connection link(endpoint_in(text(line, "endpoint")), ca_file);
        const std::string endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c) "
                                    "SELECT count(*) FROM c";
        // One call of a function, and many in one row, that took SQLite minutes.
        const std::string large =
            "SELECT printf('%.*c',100000000,'a') LIKE '%'||printf('%.*c',49990,'a')||'b'";
        std::string wide = "SELECT x LIKE y";
        for (int count = 1; count < 2000; ++count)
            wide += ",x LIKE y";
        wide += " FROM (SELECT printf('%.60000c','a') AS x, '%'||printf('%.900c','a')||'b' AS y)";
        for (int count = 0; count < 50; ++count) {
            const std::string& sql = count == 0 ? large : count == 1 ? wide : endless;
            const std::string body =
                json::serialize(json::object{{"sql_type", "presto"}, {"sql_content", sql}});
            link.send("POST /v2/" + text(line, "project") + "/clusters/" + text(line, "cluster") +
                      "/sql-execution HTTP/1.1\r\nHost: localhost\r\nX-Auth-Token: " +
                      text(line, "token") + "\r\nContent-Length: " + std::to_string(body.size()) +
                      "\r\n\r\n" + body);
            BOOST_TEST(link.receive().status == 200U);
        }

        BOOST_TEST(emulator.stop(signal) == 0);
        BOOST_TEST(!std::filesystem::exists(std::filesystem::path(ca_file).parent_path()));
    }
}

BOOST_AUTO_TEST_CASE(keep_a_state_directory_that_was_given) {
    const auto directory =
        std::filesystem::temp_directory_path() / ("mrs-emulator-test-" + std::to_string(getpid()));
    program emulator({"--quiet", "--state-dir", directory.string()});
    const json::value line = json::parse(emulator.read_line());
    BOOST_TEST(text(line, "ca_file") == (directory / "ca.pem").string());
    BOOST_TEST(emulator.stop(SIGTERM) == 0);
    BOOST_TEST(std::filesystem::exists(directory / "ca.pem"));
    std::filesystem::remove_all(directory);
}

BOOST_AUTO_TEST_CASE(fail_where_they_cannot_listen) {
    asio::io_context context;
    const asio::ip::tcp::acceptor taken(context, {asio::ip::address_v4::loopback(), 0});
    program emulator(
        {"--quiet", "--listen", "127.0.0.1:" + std::to_string(taken.local_endpoint().port())});
    BOOST_TEST(emulator.wait() == 1);
}

BOOST_AUTO_TEST_SUITE_END()
