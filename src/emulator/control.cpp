// SPDX-License-Identifier: BSL-1.0
#include "control.hpp"

#include "control_order.hpp"
#include "json_answer.hpp"
#include "local_caller.hpp"

#include <boost/json/value.hpp>

#include <array>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace mrs_emulator {
namespace {

namespace json = boost::json;

http_answer error_answer(unsigned status, std::string_view reason) {
    json::object body;
    body["error"] = reason;
    return json_answer(status, body);
}

// How many signatures were verified, and how many were not for which reason.
json::object signature_counts(const statistics& counters) {
    json::object refused;
    for (std::size_t verdict = 1; verdict < verdict_names.size(); ++verdict)
        refused[verdict_names.at(verdict)] = counters.signatures.at(verdict);
    json::object counts;
    counts["verified"] = counters.signatures.front();
    counts["refused"] = std::move(refused);
    return counts;
}

} // namespace

control::control(std::vector<std::string> clusters, emulator_state& state)
    : clusters_(std::move(clusters)), state_(state) {}

http_reply control::handle(const http_request& request, utc_time now) {
    if (const auto stranger = why_not_local(request); !stranger.empty())
        return {error_answer(403, stranger), {}};
    if (request.method == "POST" && !has_json(request))
        return {error_answer(415, "the Content-Type is not application/json"), {}};
    try {
        return {answer(request, now), {}};
    } catch (const std::invalid_argument& error) {
        return {error_answer(400, error.what()), {}};
    }
}

http_answer control::answer(const http_request& request, utc_time now) {
    using performer = http_answer (*)(control&, const http_request&, utc_time);
    constexpr std::array<std::pair<std::string_view, performer>, 11> calls{{
        {"GET /faults", [](auto& self, const auto&, auto) { return self.list_faults(); }},
        {"POST /faults",
         [](auto& self, const auto& order, auto) { return self.add_faults(order); }},
        {"DELETE /faults", [](auto& self, const auto&, auto) { return self.clear_faults(); }},
        {"GET /stats", [](auto& self, const auto&, auto) { return self.show_statistics(); }},
        {"DELETE /stats", [](auto& self, const auto&, auto) { return self.reset_statistics(); }},
        {"GET /stats/cancels", [](auto& self, const auto&, auto) { return self.show_cancels(); }},
        {"POST /executions",
         [](auto& self, const auto& order, auto) { return self.seed_executions(order); }},
        {"POST /quota", [](auto& self, const auto& order, auto) { return self.set_quota(order); }},
        {"GET /tokens", [](auto& self, const auto&, auto time) { return self.show_tokens(time); }},
        {"POST /tokens", [](auto& self, const auto& order,
                            auto time) { return self.set_token_lifetime(order, time); }},
        {"DELETE /tokens",
         [](auto& self, const auto&, auto time) { return self.revoke_tokens(time); }},
    }};
    const std::string wanted = request.method + ' ' + request.target;
    for (const auto& [name, perform] : calls)
        if (name == wanted)
            return perform(*this, request, now);
    return error_answer(404, "the control endpoint has no such call");
}

http_answer control::list_faults() const {
    json::array faults;
    for (const fault_rule& rule : state_.faults.list()) {
        json::object fault;
        fault["rule"] = rule.text;
        fault["used"] = rule.used;
        fault["remaining"] = rule.remaining ? json::value(*rule.remaining) : json::value(nullptr);
        faults.push_back(std::move(fault));
    }
    json::object body;
    body["faults"] = std::move(faults);
    return json_answer(200, body);
}

http_answer control::add_faults(const http_request& request) {
    std::vector<fault_rule> rules = parse_fault_order(request.body);
    json::object body;
    body["added"] = rules.size();
    state_.faults.add(std::move(rules));
    return json_answer(200, body);
}

http_answer control::clear_faults() {
    state_.faults.clear();
    return list_faults();
}

http_answer control::show_statistics() const {
    const statistics& counters = state_.counters;
    const execution_counts executions = state_.engine.counts();
    json::object body;
    body["connections_accepted"] = counters.connections_accepted;
    body["connections_open"] = counters.connections_open;
    body["tls_handshakes"] = counters.tls_handshakes;
    body["tls_resumed"] = counters.tls_resumed;
    body["requests"] = counters.requests;
    body["cancel_requests"] = counters.cancel_requests;
    body["cancel_decided"] = counters.cancel_decided;
    body["answers_lost"] = counters.answers_lost;
    body["throttled"] = counters.throttled;
    body["submitted"] = counters.submitted;
    body["metadata_tokens"] = counters.metadata_tokens;
    body["security_keys"] = counters.security_keys;
    body["pod_identities"] = counters.pod_identities;
    body["signatures"] = signature_counts(counters);
    body["queued"] = executions.queued;
    body["running"] = executions.running;
    body["ended"] = executions.ended - counters.ended_before;
    return json_answer(200, body);
}

http_answer control::reset_statistics() {
    statistics fresh;
    fresh.connections_open = state_.counters.connections_open;
    fresh.ended_before = state_.engine.counts().ended;
    state_.counters = fresh;
    state_.engine.reset_cancel_counts();
    return show_statistics();
}

http_answer control::show_cancels() const {
    // Written by hand, like the ids below: a tree of a million values would take long to build. An
    // execution's id holds nothing that JSON escapes.
    http_answer answer;
    answer.body = "{";
    for (const auto& [id, count] : state_.engine.cancel_counts()) {
        answer.body.append(answer.body.size() > 1 ? ",\"" : "\"").append(id).append("\":");
        answer.body.append(std::to_string(count));
    }
    answer.body += '}';
    return answer;
}

http_answer control::seed_executions(const http_request& request) {
    const seed_order order = parse_seed_order(request.body, clusters_);
    http_answer answer;
    answer.body = R"({"ids":[)";
    const std::size_t empty = answer.body.size();
    for (const std::string& id : state_.engine.seed(order.cluster, order.count))
        answer.body.append(answer.body.size() > empty ? ",\"" : "\"").append(id).append("\"");
    answer.body += "]}";
    return answer;
}

http_answer control::set_quota(const http_request& request) {
    state_.quota = parse_quota_order(request.body);
    json::object body;
    body["quota"] = state_.quota ? state_.quota->description() : "off";
    return json_answer(200, body);
}

http_answer control::show_tokens(utc_time now) const {
    json::object body;
    body["issued"] = state_.counters.tokens_issued;
    body["refused"] = state_.counters.tokens_refused;
    body["live"] = state_.known.tokens.live(now);
    body["expired_used"] = state_.counters.tokens_expired_used;
    return json_answer(200, body);
}

http_answer control::set_token_lifetime(const http_request& request, utc_time now) {
    state_.known.settings.token_lifetime = parse_lifetime_order(request.body);
    return show_tokens(now);
}

http_answer control::revoke_tokens(utc_time now) {
    state_.known.tokens.revoke_all(now);
    return show_tokens(now);
}

} // namespace mrs_emulator
