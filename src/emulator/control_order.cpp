// SPDX-License-Identifier: BSL-1.0
#include "control_order.hpp"

#include "duration.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <cstdint>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace mrs_emulator {
namespace {

namespace json = boost::json;

// As many as are made, and their ids written, while nobody who waits for the API notices it.
constexpr std::int64_t most_seeded_at_once = 100'000;

// A member of the object that the text is; null if it is none, or has no such member.
json::value member(const std::string& text, std::string_view name) {
    boost::system::error_code error;
    const json::value parsed = json::parse(text, error);
    const json::object* const body = error ? nullptr : parsed.if_object();
    const json::value* const value = body != nullptr ? body->if_contains(name) : nullptr;
    return value != nullptr ? *value : json::value();
}

std::string text_of(const json::value& value) {
    const json::string* const text = value.if_string();
    return text != nullptr ? std::string(text->data(), text->size()) : std::string();
}

} // namespace

seed_order parse_seed_order(const std::string& text, const std::vector<std::string>& clusters) {
    const json::value count = member(text, "count");
    if (!count.is_int64() || count.get_int64() < 0 || count.get_int64() > most_seeded_at_once)
        throw std::invalid_argument("the body is not {\"count\":N} with N up to 100000");
    seed_order order;
    order.count = static_cast<std::size_t>(count.get_int64());
    if (const json::value cluster = member(text, "cluster"); !cluster.is_null()) {
        const auto found = std::find(clusters.begin(), clusters.end(), text_of(cluster));
        if (found == clusters.end())
            throw std::invalid_argument("the cluster is unknown");
        order.cluster = static_cast<cluster_index>(found - clusters.begin());
    }
    return order;
}

std::vector<fault_rule> parse_fault_order(const std::string& text) {
    const json::value rules = member(text, "rules");
    if (!rules.is_array()) {
        throw std::invalid_argument(
            "the body is not {\"rules\":[\"status=503,count=2\"]} or the like");
    }
    std::vector<fault_rule> parsed;
    for (const json::value& rule : rules.get_array()) {
        try {
            parsed.push_back(parse_fault_rule(text_of(rule)));
        } catch (const std::invalid_argument& error) {
            throw std::invalid_argument("rule " + std::to_string(parsed.size() + 1) + ": " +
                                        error.what());
        }
    }
    return parsed;
}

std::optional<quota_window> parse_quota_order(const std::string& text) {
    const std::string quota = text_of(member(text, "quota"));
    if (quota.empty())
        throw std::invalid_argument("the body is not {\"quota\":\"60/m\"} or {\"quota\":\"off\"}");
    return quota == "off" ? std::nullopt : std::optional(parse_quota(quota));
}

std::chrono::microseconds parse_lifetime_order(const std::string& text) {
    const auto lifetime = parse_duration(text_of(member(text, "lifetime")));
    if (!lifetime)
        throw std::invalid_argument("the body is not {\"lifetime\":\"200ms\"} or the like");
    return *lifetime;
}

} // namespace mrs_emulator
