// SPDX-License-Identifier: BSL-1.0
#include "net/response_parser.hpp"

#include <boost/asio/error.hpp>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/error.hpp>

#include <openssl/crypto.h>

#include <algorithm>
#include <charconv>
#include <cstring>

namespace mrs::net {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;

namespace {

constexpr std::size_t first_buffer = 4'096;

/// "0\r\n\r\n": no chunked body ends in fewer bytes.
constexpr std::size_t shortest_chunked_end = 5;

bool all_digits(std::string_view text) noexcept {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// The number in a Keep-Alive's parameter, whose name comes in lower case and with its '='.
std::optional<unsigned> keep_alive_number(std::string_view value, std::string_view name) noexcept {
    const auto at =
        std::search(value.begin(), value.end(), name.begin(), name.end(),
                    [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; });
    if (at == value.end())
        return std::nullopt;
    const std::string_view digits =
        value.substr(static_cast<std::size_t>(at - value.begin()) + name.size());
    unsigned number = 0;
    const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (result.ec != std::errc())
        return std::nullopt;
    return number;
}

bool is_limit(const error_code& ec) noexcept {
    return ec == http::error::header_limit || ec == http::error::body_limit ||
           ec == http::error::buffer_overflow || ec == errc::limit_exceeded;
}

} // namespace

response_parser::response_parser(response& out, const response_limits& limits)
    : out_(out), header_bytes_(limits.header_bytes) {
    out_.clear();
    header_limit(static_cast<std::uint32_t>(limits.header_bytes));
    body_limit(limits.body_bytes);
    eager(true);
}

void response_parser::on_response_impl(int code, string_view, int, ec_ref ec) {
    out_.status = code;
    if (code < 100)
        ec = http::error::bad_status;
}

void response_parser::on_field_impl(field name, string_view text, string_view value, ec_ref ec) {
    // Beast's own limit starts anew with each piece that comes.
    field_bytes_ += text.size() + value.size() + 4;
    if (++fields_ > max_header_fields || field_bytes_ > header_bytes_) {
        ec = make_error_code(errc::limit_exceeded);
        return;
    }
    const std::string_view content(value.data(), value.size());
    switch (name) {
    case field::content_length:
        if (has_length_ || in_trailer_ || !all_digits(content))
            ec = http::error::bad_content_length;
        has_length_ = true;
        break;
    case field::transfer_encoding:
        if (in_trailer_ || !beast::iequals(value, "chunked"))
            ec = http::error::bad_transfer_encoding;
        break;
    case field::content_encoding:
        if (!beast::iequals(value, "identity"))
            ec = http::error::bad_value;
        break;
    case field::retry_after:
        if (out_.retry_after.empty())
            out_.retry_after = content;
        break;
    case field::date:
        out_.date_text = content;
        break;
    case field::age:
        out_.aged = true;
        break;
    case field::connection:
    case field::proxy_connection:
        // Beast minds these in a trailer or does not, by its age.
        closed_by_trailer_ = closed_by_trailer_ || in_trailer_;
        break;
    case field::keep_alive:
        if (const auto seconds = keep_alive_number(content, "timeout="))
            out_.server_idle = std::chrono::seconds(*seconds);
        if (const auto uses = keep_alive_number(content, "max="))
            out_.server_uses = *uses;
        break;
    case field::unknown:
        if (beast::iequals(text, "X-Request-Id"))
            out_.request_id = content;
        else if (beast::iequals(text, "X-Subject-Token"))
            out_.subject_token = secret(content);
        break;
    default:
        break;
    }
}

void response_parser::on_trailer_field_impl(field name, string_view text, string_view value,
                                            ec_ref ec) {
    on_field_impl(name, text, value, ec);
}

void response_parser::on_header_impl(ec_ref) {
    in_trailer_ = true;
    eager(!chunked());
}

void response_parser::on_body_init_impl(const boost::optional<std::uint64_t>& length, ec_ref) {
    if (length)
        out_.body.reserve(static_cast<std::size_t>(*length));
}

std::size_t response_parser::on_body_impl(string_view body, ec_ref) {
    out_.body.append(body.data(), body.size());
    return body.size();
}

void response_parser::on_chunk_header_impl(std::uint64_t size, string_view, ec_ref) {
    chunk_left_ = size;
    has_chunk_ = true;
    has_last_chunk_ = size == 0;
}

std::size_t response_parser::on_chunk_body_impl(std::uint64_t remain, string_view body, ec_ref) {
    out_.body.append(body.data(), body.size());
    chunk_left_ = remain - body.size();
    return body.size();
}

bool response_parser::inside_chunk_line(std::string_view rest) const {
    if (!is_header_done() || !chunked() || chunk_left_ != 0 || has_last_chunk_)
        return false;
    // Every chunk but the first begins with the end of the one before it.
    const std::size_t line = has_chunk_ ? 2 : 0;
    if (rest.find("\r\n", line) == std::string_view::npos)
        return true;
    // Beast asserts that, once it knows the last chunk's size, it is not asked with less.
    return rest.size() < shortest_chunked_end && rest[line] == '0';
}

response_reader::~response_reader() {
    OPENSSL_cleanse(buffer_.data(), buffer_.size());
}

void response_reader::start() {
    renew_parser();
    used_ = 0;
    interim_ = 0;
    started_ = false;
}

void response_reader::start(std::size_t largest_body) {
    limits_.body_bytes = largest_body;
    start();
}

void response_reader::start_header() {
    header_only_ = true;
    start();
}

void response_reader::renew_parser() {
    parser_.emplace(answer_, limits_);
    parser_->skip(header_only_);
}

asio::mutable_buffer response_reader::prepare() {
    if (used_ == buffer_.size())
        grow();
    return {buffer_.data() + used_, buffer_.size() - used_};
}

/// By hand, for what a vector leaves behind when it grows is not wiped.
void response_reader::grow() {
    std::vector<char> larger(std::clamp(buffer_.size() * 2, first_buffer, limits_.buffered_bytes));
    std::copy(buffer_.begin(), buffer_.end(), larger.begin());
    OPENSSL_cleanse(buffer_.data(), buffer_.size());
    buffer_.swap(larger);
}

response_reader::state response_reader::commit(std::size_t size) {
    used_ += size;
    started_ = true;
    return parse();
}

response_reader::state response_reader::parse() {
    std::size_t at = 0;
    for (;;) {
        // What Beast makes of half a line depends on its version, and on where the line was cut.
        if (parser_->inside_chunk_line({buffer_.data() + at, used_ - at}))
            break;
        error_code ec;
        std::size_t taken = 0;
        try {
            taken = parser_->put(asio::const_buffer(buffer_.data() + at, used_ - at), ec);
        } catch (const std::exception&) {
            // A second fence: the bounded buffer is what keeps Beast from length_error.
            return fail(errc::limit_exceeded, retry::fault::permanent, {},
                        "the answer is larger than the HTTP parser takes");
        }
        at += taken;
        if (ec && ec != http::error::need_more)
            return is_limit(ec) ? fail(errc::limit_exceeded, retry::fault::permanent, ec,
                                       "the answer is larger than the limits")
                                : fail(errc::protocol_violation, retry::fault::permanent, ec,
                                       "the answer is not acceptable HTTP/1.1");
        const bool interim = answer_.status >= 100 && answer_.status < 200;
        if (parser_->is_done() && !interim) {
            used_ -= at;
            return complete();
        }
        if (parser_->is_done()) {
            if (answer_.status == 101 || ++interim_ > max_interim_answers)
                return fail(errc::protocol_violation, retry::fault::permanent, {},
                            "the peer sends interim answers without end, or switches protocols");
            renew_parser();
            continue;
        }
        if (ec || taken == 0 || at == used_)
            break;
    }
    std::memmove(buffer_.data(), buffer_.data() + at, used_ - at);
    used_ -= at;
    if (used_ == limits_.buffered_bytes)
        return fail(errc::limit_exceeded, retry::fault::permanent, http::error::buffer_overflow,
                    "a part of the answer is larger than the limits");
    return state::incomplete;
}

response_reader::state response_reader::finish(bool clean) {
    if (!started_)
        return fail(errc::connection_closed, retry::fault::transient, asio::error::eof,
                    "the peer closed the connection before it answered");
    if (clean && parser_->is_header_done() && parser_->need_eof()) {
        error_code ec;
        parser_->put_eof(ec);
        if (!ec)
            return complete();
    }
    return fail(errc::truncated, retry::fault::transient, asio::error::eof,
                "the connection ended inside the answer");
}

response_reader::state response_reader::complete() {
    answer_.reusable = parser_->stays_open() && used_ == 0;
    return state::complete;
}

response_reader::state response_reader::fail(errc code, retry::fault kind, const error_code& cause,
                                             const char* words) {
    std::string detail = words;
    if (cause && cause != asio::error::eof)
        detail += ": " + cause.message();
    failure_ = transport_error(code, kind, cause, std::move(detail));
    return state::failed;
}

} // namespace mrs::net
