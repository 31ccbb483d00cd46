// SPDX-License-Identifier: BSL-1.0
#include "cli/output/outcome_json.hpp"

#include "cli/base/escape.hpp"
#include "cli/base/utf8.hpp"
#include "cli/output/outcome_line.hpp"

#include <boost/algorithm/hex.hpp>
#include <boost/json/monotonic_resource.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <array>
#include <chrono>
#include <iterator>

namespace mrs::cli {

namespace json = boost::json;

namespace {

void add_text(json::object& to, std::string_view name, std::string_view text) {
    if (!text.empty())
        to.emplace(name, as_utf8(text));
}

std::string hex_of(std::string_view bytes) {
    std::string out;
    boost::algorithm::hex_lower(bytes, std::back_inserter(out));
    return out;
}

/// What is known of the exchange, from the decision or from the error's diagnostics.
void add_exchange(json::object& to, int http_status, std::string_view request_id, int attempts,
                  std::chrono::nanoseconds elapsed) {
    add_text(to, "request_id", request_id);
    if (http_status != 0)
        to.emplace("http_status", http_status);
    if (attempts > 0)
        to.emplace("attempts", attempts);
    if (elapsed.count() > 0)
        to.emplace("elapsed_ms",
                   std::chrono::duration_cast<std::chrono::milliseconds>(elapsed).count());
}

void add_error(json::object& to, const outcome& one) {
    to.emplace("error", error_name(one.error));
    if (one.result.succeeded())
        to.emplace("cancel", "SUCCEED");
    if (const auto& info = one.info()) {
        add_text(to, "error_code", info->service_code);
        add_exchange(to, info->http_status, info->request_id, info->attempts, info->elapsed);
    }
    if (!one.tried())
        to.emplace("not_sent", true);
}

const char* name_of(end_kind end) noexcept {
    switch (end) {
    case end_kind::stopped:
        return "stopped";
    case end_kind::had_ended:
        return "had_ended";
    case end_kind::still_running:
        return "still_running";
    case end_kind::failed:
        return "failed";
    case end_kind::unknown:
        break;
    }
    return "unknown";
}

void add_end(json::object& to, end_kind end, const cancel_wait_result& wait) {
    to.emplace("end", name_of(end));
    if (wait.state() != sql_state::none)
        to.emplace("state", to_string(wait.state()));
    add_text(to, "state_message", wait.message());
}

} // namespace

std::string to_json(const outcome& one, std::string_view at) {
    // Enough for nearly all, and what is not enough is taken from the heap.
    std::array<unsigned char, 4096> room;
    json::monotonic_resource memory(room.data(), room.size());
    json::object fields(&memory);
    fields.reserve(16);
    add_text(fields, "at", at);
    fields.emplace("id", as_utf8(one.id));
    if (!is_utf8(one.id))
        fields.emplace("id_hex", hex_of(one.id));
    add_text(fields, "cluster", one.cluster);
    fields.emplace("outcome", word_of(one));
    add_text(fields, "message", message_of(one));
    if (one.error)
        add_error(fields, one);
    else
        add_exchange(fields, one.result.http_status(), one.result.request_id(),
                     one.result.attempts(), one.result.elapsed());
    if (const auto end = end_of(one))
        add_end(fields, *end, *one.wait);
    return ascii_where_invisible(json::serialize(fields));
}

} // namespace mrs::cli
