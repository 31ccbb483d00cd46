// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_REQUEST_READER_HPP
#define MRS_EMULATOR_REQUEST_READER_HPP

#include "http_message.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <cstddef>
#include <optional>

namespace mrs_emulator {

/// What has become of the request that is being read.
enum class reception {
    incomplete,
    wants_continue, ///< The client waits for 100 Continue before it sends the body. Told once.
    request,
    end,
    malformed,
    unknown_expectation,
    header_too_large,
    body_too_large
};

/// The status that answers a request which cannot be read.
unsigned status_of(reception refused);

/// Makes requests of the bytes of a connection. What follows a request is kept for the next.
class request_reader {
public:
    explicit request_reader(std::size_t body_limit);

    void start();

    /// Room for more bytes, of which commit() takes those that arrived.
    boost::asio::mutable_buffer prepare();
    void commit(std::size_t size) { buffer_.commit(size); }

    reception parse();

    /// Whether a byte of the request has come.
    [[nodiscard]] bool has_begun() const { return buffer_.size() != 0 || parser_->got_some(); }

    /// The request that parse() completed.
    http_request take();

    /// Whether the connection may serve another request after this one.
    [[nodiscard]] bool keep_alive() const;

private:
    using request_parser = boost::beast::http::request_parser<boost::beast::http::string_body>;

    reception parse_buffer();
    reception what_is_missing();
    [[nodiscard]] reception completed() const;
    [[nodiscard]] bool has_overlong_field() const;

    std::size_t body_limit_;
    boost::beast::flat_buffer buffer_;
    std::optional<request_parser> parser_;
    bool continued_ = false;
};

} // namespace mrs_emulator

#endif
