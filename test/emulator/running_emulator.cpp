// SPDX-License-Identifier: BSL-1.0
#include "running_emulator.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

namespace mrs_emulator::test {

namespace json = boost::json;

running_emulator::running_emulator(const options& chosen)
    : emulator_(chosen), thread_([this] { emulator_.run(); }) {}

running_emulator::~running_emulator() {
    emulator_.stop();
    thread_.join();
}

options running_emulator::quiet_options() {
    options chosen;
    chosen.quiet = true;
    return chosen;
}

connection running_emulator::connect(SSL_SESSION* resume) const {
    if (emulator_.ca_file().empty())
        return connection(emulator_.endpoint());
    return {emulator_.endpoint(), emulator_.ca_file(), resume};
}

std::string running_emulator::request(const std::string& method, const std::string& path,
                                      const std::string& body) const {
    std::string text = method + ' ' + path +
                       " HTTP/1.1\r\nHost: localhost\r\nX-Auth-Token: " + emulator_.token() +
                       "\r\n";
    if (method == "POST")
        text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    return text + "\r\n" + body;
}

response running_emulator::call(const std::string& method, const std::string& path,
                                const std::string& body) const {
    connection link = connect();
    link.send(request(method, path, body));
    return link.receive();
}

response running_emulator::control(const std::string& method, const std::string& path,
                                   const std::string& body) const {
    connection link(emulator_.control_endpoint());
    link.send(method + ' ' + path +
              " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: " +
              std::to_string(body.size()) + "\r\n\r\n" + body);
    return link.receive();
}

void running_emulator::add_fault(const std::string& rule) const {
    BOOST_REQUIRE(control("POST", "/faults", "{\"rules\":[\"" + rule + "\"]}").status == 200U);
}

std::string running_emulator::submit(const std::string& sql) const {
    const json::object body{{"sql_type", "presto"}, {"sql_content", sql}};
    const response answer = call("POST", base(), json::serialize(body));
    return json::parse(answer.body).at("id").as_string().c_str();
}

std::string running_emulator::state_of(const std::string& id) const {
    const response answer = call("GET", base() + '/' + id);
    return json::parse(answer.body).at("status").as_string().c_str();
}

std::int64_t running_emulator::statistic(const std::string& name) const {
    return json::parse(control("GET", "/stats").body).at(name).to_number<std::int64_t>();
}

std::string running_emulator::base() {
    const options usual;
    return "/v2/" + usual.project + "/clusters/" + usual.clusters.front() + "/sql-execution";
}

} // namespace mrs_emulator::test
