// SPDX-License-Identifier: BSL-1.0
#include "request_reader.hpp"

#include <boost/beast/core/string.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/field.hpp>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace mrs_emulator {
namespace {

namespace http = boost::beast::http;

constexpr std::size_t kibibyte = 1024;
constexpr std::size_t field_limit = 32 * kibibyte;
constexpr std::size_t header_limit = 128 * kibibyte;
constexpr std::size_t read_size = 16 * kibibyte;
constexpr std::size_t buffer_limit = header_limit + read_size;

reception reception_of(const boost::system::error_code& error) {
    if (error == http::error::header_limit)
        return reception::header_too_large;
    return error == http::error::body_limit ? reception::body_too_large : reception::malformed;
}

} // namespace

unsigned status_of(reception refused) {
    switch (refused) {
    case reception::header_too_large:
        return 494;
    case reception::body_too_large:
        return 413;
    case reception::unknown_expectation:
        return 417;
    default:
        return 400;
    }
}

request_reader::request_reader(std::size_t body_limit)
    : body_limit_(body_limit), buffer_(buffer_limit) {}

void request_reader::start() {
    parser_.emplace();
    continued_ = false;
    parser_->eager(true);
    parser_->header_limit(header_limit);
    parser_->body_limit(body_limit_);
}

boost::asio::mutable_buffer request_reader::prepare() {
    return buffer_.prepare(std::min(read_size, buffer_limit - buffer_.size()));
}

reception request_reader::parse() {
    // Beast throws for a field that is longer than it can store.
    try {
        const reception result = parse_buffer();
        // A chunk's extensions may fill the buffer without an end; there is no room to read more.
        const bool full = buffer_.size() == buffer_limit;
        return result == reception::incomplete && full ? reception::malformed : result;
    } catch (const std::length_error&) {
        return reception::header_too_large;
    }
}

reception request_reader::parse_buffer() {
    while (buffer_.size() != 0 && !parser_->is_done()) {
        boost::system::error_code error;
        buffer_.consume(parser_->put(buffer_.data(), error));
        if (error == http::error::need_more)
            return what_is_missing();
        if (error)
            return reception_of(error);
    }
    return parser_->is_done() ? completed() : what_is_missing();
}

reception request_reader::what_is_missing() {
    const auto& message = parser_->get();
    if (continued_ || !parser_->is_header_done() || message.version() != 11 ||
        message.count(http::field::expect) == 0)
        return reception::incomplete;
    if (!boost::beast::iequals(message[http::field::expect], "100-continue"))
        return reception::unknown_expectation;
    continued_ = true;
    return buffer_.size() == 0 ? reception::wants_continue : reception::incomplete;
}

reception request_reader::completed() const {
    if (has_overlong_field())
        return reception::header_too_large;
    const auto& message = parser_->get();
    return message.version() == 11 && message.count(http::field::host) != 1 ? reception::malformed
                                                                            : reception::request;
}

bool request_reader::has_overlong_field() const {
    const auto& fields = parser_->get();
    return std::any_of(fields.begin(), fields.end(), [](const auto& field) {
        return field.name_string().size() + field.value().size() > field_limit;
    });
}

http_request request_reader::take() {
    auto& message = parser_->get();
    http_request request;
    request.method = std::string(message.method_string());
    request.target = std::string(message.target());
    for (const auto& field : message)
        request.headers.emplace_back(field.name_string(), field.value());
    request.body = std::move(message.body());
    return request;
}

bool request_reader::keep_alive() const {
    const auto& message = parser_->get();
    return message.version() == 11 && message.keep_alive();
}

} // namespace mrs_emulator
