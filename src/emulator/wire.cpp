// SPDX-License-Identifier: BSL-1.0
#include "wire.hpp"

#include <boost/beast/http/status.hpp>

#include <array>

namespace mrs_emulator {
namespace {

constexpr std::array<std::string_view, 7> weekdays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::string two_digits(long number) {
    return {static_cast<char>('0' + number / 10 % 10), static_cast<char>('0' + number % 10)};
}

std::string reason_phrase(unsigned status) {
    if (status == 494)
        return "Request Header Too Large";
    const auto known = boost::beast::http::int_to_status(status);
    return std::string(boost::beast::http::obsolete_reason(known));
}

void append_field(std::string& text, std::string_view name, std::string_view value) {
    text.append(name).append(": ").append(value).append("\r\n");
}

std::string header(const http_answer& answer, const wire_context& context) {
    std::string text =
        "HTTP/1.1 " + std::to_string(answer.status) + ' ' + reason_phrase(answer.status) + "\r\n";
    append_field(text, "Date", http_date(context.date));
    append_field(text, "Content-Type", answer.content_type);
    append_field(text, "X-Request-Id", context.request_id);
    for (const auto& [name, value] : answer.headers)
        append_field(text, name, value);
    if (!context.keep_alive)
        append_field(text, "Connection", "close");
    return text;
}

void append_framing(std::string& text, std::size_t size, framing_fault fault) {
    switch (fault) {
    case framing_fault::short_body:
        size += 64;
        break;
    case framing_fault::long_body:
        size /= 2;
        break;
    case framing_fault::bad_chunk:
        append_field(text, "Transfer-Encoding", "chunked");
        text.append("\r\nnot-a-size\r\n");
        return;
    default:
        break;
    }
    append_field(text, "Content-Length", std::to_string(size));
    text.append("\r\n");
}

} // namespace

std::string to_wire(const http_answer& answer, framing_fault fault, const wire_context& context) {
    if (fault == framing_fault::garbage)
        return "\x01\x02 this is no answer of HTTP\r\n\r\n";
    std::string text = header(answer, context);
    text.reserve(text.size() + answer.body.size() + 64);
    append_framing(text, answer.body.size(), fault);
    if (!context.head)
        text.append(answer.body);
    if (fault == framing_fault::extra_bytes)
        text.append("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    return text;
}

bool ends_connection(framing_fault fault) {
    return fault == framing_fault::short_body || fault == framing_fault::bad_chunk ||
           fault == framing_fault::garbage;
}

std::string http_date(std::chrono::sys_seconds time) {
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(time - day);
    std::string text(weekdays[std::chrono::weekday(day).c_encoding()]);
    text.append(", ").append(two_digits(static_cast<unsigned>(date.day()))).append(" ");
    text.append(months[static_cast<unsigned>(date.month()) - 1]).append(" ");
    text.append(std::to_string(static_cast<int>(date.year()))).append(" ");
    text.append(two_digits(clock.hours().count())).append(":");
    text.append(two_digits(clock.minutes().count())).append(":");
    text.append(two_digits(clock.seconds().count())).append(" GMT");
    return text;
}

} // namespace mrs_emulator
