// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_HTTP_MESSAGE_HPP
#define MRS_EMULATOR_HTTP_MESSAGE_HPP

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mrs_emulator {

/// A request, reduced to what the services decide by.
struct http_request {
    std::string id; ///< Made by the server, unique, and returned as X-Request-Id.
    std::string method;
    std::string target;
    std::vector<std::pair<std::string, std::string>> headers; ///< In the order of arrival.
    std::string body;

    /// The first value of a header, whatever the case of its name; empty if there is none.
    [[nodiscard]] std::string_view header(std::string_view name) const;
    [[nodiscard]] bool has_header(std::string_view name) const;
};

struct http_answer {
    unsigned status = 200;
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers; ///< Besides those of every answer.
    std::string_view content_type = "application/json; charset=utf-8"; ///< A literal.
};

/// How the bytes of an answer break the rules of HTTP.
enum class framing_fault { none, short_body, long_body, bad_chunk, garbage, extra_bytes };

enum class delivery_manner { whole, drip, close, reset, drop, stall };

/// How an answer travels, if it does.
struct delivery {
    std::chrono::microseconds latency{};
    delivery_manner manner = delivery_manner::whole;
    framing_fault framing = framing_fault::none;
    std::chrono::microseconds drip_interval{};
};

struct http_reply {
    http_answer answer;
    delivery how;
};

} // namespace mrs_emulator

#endif
