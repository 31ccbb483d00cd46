// SPDX-License-Identifier: BSL-1.0
#include "control.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace mrs_emulator {
namespace {

namespace json = boost::json;

constexpr std::int64_t most_seeded_at_once = 10'000'000;

http_answer json_answer(const json::object& body, unsigned status = 200) {
    http_answer answer;
    answer.status = status;
    answer.body = json::serialize(body);
    return answer;
}

http_answer error_answer(unsigned status, std::string_view reason) {
    json::object body;
    body["error"] = reason;
    return json_answer(body, status);
}

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    return first == text.npos ? std::string_view()
                              : text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

struct seed_order {
    std::size_t count = 0;
    execution_engine::cluster_index cluster = 0;
};

seed_order parse_seed_order(const std::string& text, const std::vector<std::string>& clusters) {
    boost::system::error_code error;
    const json::value parsed = json::parse(text, error);
    const json::object* const body = error ? nullptr : parsed.if_object();
    const json::value* const count = body != nullptr ? body->if_contains("count") : nullptr;
    if (count == nullptr || !count->is_int64() || count->get_int64() < 0 ||
        count->get_int64() > most_seeded_at_once) {
        throw std::invalid_argument("the body is not {\"count\":N} with N up to 10000000");
    }
    seed_order order;
    order.count = static_cast<std::size_t>(count->get_int64());
    if (const json::value* const cluster = body->if_contains("cluster")) {
        const auto found =
            std::find_if(clusters.begin(), clusters.end(), [cluster](const std::string& each) {
                return *cluster == json::value(each);
            });
        if (found == clusters.end()) {
            throw std::invalid_argument("the cluster is unknown");
        }
        order.cluster = static_cast<execution_engine::cluster_index>(found - clusters.begin());
    }
    return order;
}

} // namespace

control::control(std::vector<std::string> clusters, emulator_state& state)
    : clusters_(std::move(clusters)), state_(state) {}

http_reply control::handle(const http_request& request) {
    const std::string call = request.method + ' ' + request.target;
    try {
        if (call == "GET /faults") {
            return {list_faults(), {}};
        }
        if (call == "POST /faults") {
            return {add_faults(request), {}};
        }
        if (call == "DELETE /faults") {
            return {clear_faults(), {}};
        }
        if (call == "GET /stats") {
            return {show_statistics(), {}};
        }
        if (call == "DELETE /stats") {
            return {reset_statistics(), {}};
        }
        if (call == "GET /stats/cancels") {
            return {show_cancels(), {}};
        }
        if (call == "POST /executions") {
            return {seed_executions(request), {}};
        }
        if (call == "POST /quota") {
            return {set_quota(request), {}};
        }
    } catch (const std::invalid_argument& error) {
        return {error_answer(400, error.what()), {}};
    }
    return {error_answer(404, "the control endpoint has no such call"), {}};
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
    return json_answer(body);
}

http_answer control::add_faults(const http_request& request) {
    std::vector<fault_rule> rules = parse_fault_rules(request.body);
    json::object body;
    body["added"] = rules.size();
    state_.faults.add(std::move(rules));
    return json_answer(body);
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
    body["queued"] = executions.queued;
    body["running"] = executions.running;
    body["ended"] = executions.ended - counters.ended_before;
    return json_answer(body);
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
    for (const std::string& id : state_.engine.seed(order.cluster, order.count)) {
        answer.body.append(answer.body.size() > empty ? ",\"" : "\"").append(id).append("\"");
    }
    answer.body += "]}";
    return answer;
}

http_answer control::set_quota(const http_request& request) {
    const std::string_view text = trimmed(request.body);
    if (text == "off") {
        state_.quota.reset();
    } else {
        state_.quota = parse_quota(text);
    }
    json::object body;
    body["quota"] = text;
    return json_answer(body);
}

} // namespace mrs_emulator
