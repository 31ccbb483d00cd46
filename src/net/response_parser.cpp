// SPDX-License-Identifier: BSL-1.0
#include "net/response_parser.hpp"

#include "net/response_head.hpp"

#include <boost/asio/error.hpp>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/rfc7230.hpp>

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

/// Nothing at all, or what changes nothing.
bool is_no_coding(beast::string_view value) {
    const http::opt_token_list codings(value);
    return http::validate_list(codings) &&
           std::all_of(codings.begin(), codings.end(), [](beast::string_view coding) {
               return beast::iequals(coding, "identity");
           });
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

void response_parser::on_response_impl(int code, string_view, int version, ec_ref ec) {
    out_.status = code;
    http_1_1_ = version == 11;
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
        if (!is_no_coding(value))
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
        on_connection(value);
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

void response_parser::on_connection(string_view value) {
    says_close_ = says_close_ || in_trailer_; // Where it has no place.
    if (value == "keep-alive") {              // As most peers say, at a tenth of the cost.
        says_keep_alive_ = true;
        return;
    }
    for (const string_view option : http::opt_token_list(value)) {
        says_close_ = says_close_ || beast::iequals(option, "close");
        says_keep_alive_ = says_keep_alive_ || beast::iequals(option, "keep-alive");
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
        const std::size_t begin = at;
        error_code ec;
        try {
            at += parser_->put(asio::const_buffer(buffer_.data() + at, used_ - at), ec);
        } catch (const std::exception&) {
            // A second fence: the bounded buffer is what keeps Beast from length_error.
            return fail(errc::limit_exceeded, pacing::fault::permanent, {},
                        "the answer is larger than the HTTP parser takes");
        }
        if (ec && ec != http::error::need_more) {
            if (!mend(begin, ec))
                return refuse(ec);
            at = begin;
            if (!ec)
                continue;
        }
        const bool interim = answer_.status >= 100 && answer_.status < 200;
        if (parser_->is_done() && !interim) {
            used_ -= at;
            return complete();
        }
        if (parser_->is_done()) {
            if (answer_.status == 101 || ++interim_ > max_interim_answers)
                return fail(errc::protocol_violation, pacing::fault::permanent, {},
                            "the peer sends interim answers without end, or switches protocols");
            renew_parser();
            continue;
        }
        if (ec || at == begin || at == used_) {
            if (!parser_->is_header_done()) {
                // Beast goes on otherwise than it began: of a head, it is to see all at once.
                renew_parser();
                at = begin;
                if (!begins_as_http({buffer_.data() + at, used_ - at}))
                    return refuse(http::error::bad_version);
            }
            break;
        }
    }
    std::memmove(buffer_.data(), buffer_.data() + at, used_ - at);
    used_ -= at;
    if (used_ == limits_.buffered_bytes)
        return fail(errc::limit_exceeded, pacing::fault::permanent, http::error::buffer_overflow,
                    "a part of the answer is larger than the limits");
    return state::incomplete;
}

/// Of a head that Beast refused: whether it may be taken after all, from its beginning on, or once
/// more of it has come.
bool response_reader::mend(std::size_t head, error_code& ec) {
    using kind = head_mending::kind;
    if (parser_->is_header_done())
        return false;
    const auto how = mend_head({buffer_.data() + head, used_ - head}, header_only_);
    if (how.what == kind::none)
        return false;
    if (how.what == kind::insert) {
        if (used_ == limits_.buffered_bytes)
            return false;
        prepare();
        const auto place = buffer_.begin() + static_cast<std::ptrdiff_t>(head + how.place);
        std::copy_backward(place, buffer_.begin() + static_cast<std::ptrdiff_t>(used_),
                           buffer_.begin() + static_cast<std::ptrdiff_t>(used_ + 1));
        ++used_;
    }
    if (how.what == kind::wait)
        ec = http::error::need_more;
    else
        ec.clear();
    if (!ec) {
        buffer_[head + how.place] = how.byte;
        renew_parser();
    }
    return true;
}

bool response_reader::foreign() const {
    return used_ != 0 && interim_ == 0 && !parser_->is_header_done() &&
           !begins_as_http({buffer_.data(), used_});
}

response_reader::state response_reader::finish(bool clean) {
    if (!started_)
        return fail(errc::connection_closed, pacing::fault::transient, asio::error::eof,
                    "the peer closed the connection before it answered");
    if (clean && parser_->is_header_done() && parser_->need_eof()) {
        error_code ec;
        parser_->put_eof(ec);
        if (!ec)
            return complete();
    }
    return fail(errc::truncated, pacing::fault::transient, asio::error::eof,
                "the connection ended inside the answer");
}

response_reader::state response_reader::complete() {
    answer_.reusable = parser_->stays_open() && used_ == 0;
    return state::complete;
}

response_reader::state response_reader::refuse(const error_code& why) {
    return is_limit(why) ? fail(errc::limit_exceeded, pacing::fault::permanent, why,
                                "the answer is larger than the limits")
                         : fail(errc::protocol_violation, pacing::fault::permanent, why,
                                "the answer is not acceptable HTTP/1.1");
}

response_reader::state response_reader::fail(errc code, pacing::fault kind, const error_code& cause,
                                             const char* words) {
    std::string detail = words;
    if (cause && cause != asio::error::eof)
        detail += ": " + cause.message();
    failure_ = transport_error(code, kind, cause, std::move(detail));
    return state::failed;
}

} // namespace mrs::net
