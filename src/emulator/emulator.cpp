// SPDX-License-Identifier: BSL-1.0
#include "emulator.hpp"

#include "certificate.hpp"
#include "clock.hpp"
#include "control.hpp"
#include "crypto.hpp"
#include "event_log.hpp"
#include "hexadecimal.hpp"
#include "json_answer.hpp"
#include "metadata.hpp"
#include "server.hpp"
#include "service.hpp"
#include "state.hpp"
#include "state_directory.hpp"
#include "tls_context.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/json/object.hpp>

#include <chrono>
#include <optional>
#include <string_view>
#include <unistd.h>

namespace mrs_emulator {
namespace {

using boost::asio::ip::tcp;

log_level level_of(const options& chosen) {
    if (chosen.quiet)
        return log_level::errors;
    return chosen.verbose ? log_level::requests : log_level::events;
}

tenant tenant_of(const options& chosen) {
    tenant known;
    known.project = chosen.project;
    known.project_name = chosen.project_name;
    known.clusters = chosen.clusters;
    known.token = chosen.token.empty() ? hexadecimal(random_bytes(32)) : chosen.token;
    return known;
}

// The address to connect to, which is not the wildcard that may be listened on.
std::string url_of(std::string_view scheme, tcp::endpoint endpoint) {
    if (endpoint.address().is_unspecified()) {
        endpoint.address(endpoint.protocol() == tcp::v4()
                             ? boost::asio::ip::address(boost::asio::ip::address_v4::loopback())
                             : boost::asio::ip::address_v6::loopback());
    }
    const std::string host = endpoint.address().to_string();
    return std::string(scheme) + "://" + (endpoint.address().is_v6() ? '[' + host + ']' : host) +
           ':' + std::to_string(endpoint.port());
}

// The TLS of the API, and the authority that a client has to trust for it.
struct security {
    explicit security(const options& chosen) {
        if (chosen.plain_http)
            return;
        if (!chosen.certificate_file.empty()) {
            context.emplace(make_tls_context(chosen.certificate_file, chosen.key_file));
            ca_file = chosen.ca_file.string();
            return;
        }
        const server_identity identity = make_server_identity(chosen.hosts);
        context.emplace(make_tls_context(identity));
        directory.emplace(chosen.state_directory);
        ca_file = directory->write("ca.pem", identity.authority).string();
    }

    boost::asio::ssl::context* tls() { return context ? &*context : nullptr; }

    std::optional<state_directory> directory;
    std::optional<boost::asio::ssl::context> context;
    std::string ca_file;
};

} // namespace

// The io_context is destroyed first, and the connections with it, for they refer to the rest.
struct emulator::parts {
    explicit parts(const options& chosen)
        : log(level_of(chosen)), clock(chosen.clock_offset), known(tenant_of(chosen)),
          transport(chosen), state(chosen.max_executions, chosen.credentials, chosen.style),
          api(known, state), machine(state), controls(known.clusters, state),
          api_server([this](const auto& request) { return api.handle(request, clock.now()); },
                     chosen.idle_timeout, clock, state.counters, log),
          metadata_server(
              [this](const auto& request) { return machine.handle(request, clock.now().utc); },
              chosen.idle_timeout, clock, other_counters, log),
          control_server(
              [this](const auto& request) { return controls.handle(request, clock.now().utc); },
              chosen.idle_timeout, clock, other_counters, log) {
        state.quota = chosen.quota;
        state.faults.add(chosen.faults);
        endpoint = api_server.listen(context, chosen.listen, transport.tls());
        control_endpoint = control_server.listen(context, chosen.control, nullptr);
        if (chosen.metadata)
            metadata_endpoint = metadata_server.listen(context, *chosen.metadata, nullptr);
    }

    event_log log;
    shifted_clock clock;
    tenant known;
    security transport;
    emulator_state state;
    statistics other_counters; ///< Of the servers that nobody measures.
    service api;
    metadata machine;
    control controls;
    http_server api_server;
    http_server metadata_server;
    http_server control_server;
    tcp::endpoint endpoint;
    tcp::endpoint control_endpoint;
    std::optional<tcp::endpoint> metadata_endpoint;
    boost::asio::io_context context{1};
};

emulator::emulator(const options& chosen) : parts_(std::make_unique<parts>(chosen)) {}

emulator::~emulator() = default;

bool emulator::end(std::chrono::milliseconds patience) {
    parts_->transport.directory.reset();
    return parts_->state.engine.stop(patience);
}

void emulator::run() {
    parts_->log.event("listening on " +
                      url_of(parts_->transport.tls() != nullptr ? "https" : "http", endpoint()));
    parts_->context.run();
    parts_->log.event("stopping");
}

void emulator::stop() {
    parts_->context.stop();
}

boost::asio::any_io_executor emulator::get_executor() {
    return parts_->context.get_executor();
}

std::string emulator::announcement() const {
    const std::string url =
        url_of(parts_->transport.tls() != nullptr ? "https" : "http", endpoint());
    boost::json::object line;
    line["endpoint"] = url;
    line["iam"] = url;
    line["obs"] = url + "/obs";
    line["control"] = url_of("http", control_endpoint());
    if (parts_->metadata_endpoint)
        line["metadata"] = url_of("http", *parts_->metadata_endpoint);
    line["ca_file"] = ca_file();
    line["project"] = parts_->known.project;
    line["cluster"] = parts_->known.clusters.front();
    line["token"] = token();
    line["pid"] = getpid();
    return json_text(line);
}

tcp::endpoint emulator::endpoint() const {
    return parts_->endpoint;
}

tcp::endpoint emulator::control_endpoint() const {
    return parts_->control_endpoint;
}

std::optional<tcp::endpoint> emulator::metadata_endpoint() const {
    return parts_->metadata_endpoint;
}

std::string emulator::ca_file() const {
    return parts_->transport.ca_file;
}

std::string emulator::token() const {
    return parts_->known.token;
}

} // namespace mrs_emulator
