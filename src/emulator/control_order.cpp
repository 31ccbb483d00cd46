// SPDX-License-Identifier: BSL-1.0
#include "control_order.hpp"

#include "duration.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string_view>

namespace mrs_emulator {
namespace {

namespace json = boost::json;

constexpr std::int64_t most_seeded_at_once = 10'000'000;

} // namespace

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

std::chrono::microseconds parse_lifetime_order(const std::string& text) {
    boost::system::error_code error;
    const json::value parsed = json::parse(text, error);
    const json::object* const body = error ? nullptr : parsed.if_object();
    const json::value* const value = body != nullptr ? body->if_contains("lifetime") : nullptr;
    const auto lifetime = value != nullptr && value->is_string()
                              ? parse_duration(std::string_view(value->get_string()))
                              : std::nullopt;
    if (!lifetime) {
        throw std::invalid_argument("the body is not {\"lifetime\":\"200ms\"} or the like");
    }
    return *lifetime;
}

} // namespace mrs_emulator
