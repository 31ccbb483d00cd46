// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_NET_RESPONSE_PARSER_HPP
#define MRS_NET_RESPONSE_PARSER_HPP

#include "net/response.hpp"
#include "net/transport_error.hpp"

#include <boost/beast/http/basic_parser.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace mrs::net {

inline constexpr std::size_t max_header_fields = 100;
inline constexpr std::size_t max_interim_answers = 8;

/// What an answer may be large.
struct response_limits {
    response_limits() = default;
    /// The documented answers of MRS are below 1 KiB.
    response_limits(std::size_t body) : body_bytes(body) {}

    std::size_t header_bytes = 16'384;
    std::size_t buffered_bytes = 32'768;
    std::size_t body_bytes = 65'536;
};

/// What a parser hears of a trailer: pure virtual in newer Boost's basic_parser, and not in older.
class trailer_parser {
protected:
    ~trailer_parser() = default;

private:
    virtual void on_trailer_field_impl(boost::beast::http::field, boost::beast::string_view,
                                       boost::beast::string_view, boost::beast::error_code&) = 0;
};

/// Beast's parser of one answer, which keeps what a call needs and no container of fields, and
/// refuses framings that Beast lets pass: repeated or listed Content-Length, a transfer coding
/// other than chunked, any content coding, more fields than `max_header_fields`.
class response_parser final : public boost::beast::http::basic_parser<false>, trailer_parser {
public:
    /// @param out receives the answer; cleared first
    response_parser(response& out, const response_limits& limits);

    /// Whether `rest` begins a chunk, and its line is not all there.
    [[nodiscard]] bool inside_chunk_line(std::string_view rest) const;
    /// Whether the connection can be used again, by what the answer says (RFC 9112, 9.3 and 6.1).
    /// Not as Beast's `keep_alive`, which listens to Proxy-Connection too.
    [[nodiscard]] bool stays_open() const {
        return !says_close_ && (http_1_1_ || (says_keep_alive_ && !chunked())) && !need_eof();
    }

private:
    using string_view = boost::beast::string_view;
    using field = boost::beast::http::field;
    using ec_ref = boost::beast::error_code&;

    void on_request_impl(boost::beast::http::verb, string_view, string_view, int, ec_ref) override {
    }
    void on_response_impl(int code, string_view reason, int version, ec_ref ec) override;
    void on_field_impl(field name, string_view text, string_view value, ec_ref ec) override;
    void on_trailer_field_impl(field name, string_view text, string_view value, ec_ref ec) override;
    void on_header_impl(ec_ref ec) override;
    void on_connection(string_view value);
    void on_body_init_impl(const boost::optional<std::uint64_t>& length, ec_ref ec) override;
    std::size_t on_body_impl(string_view body, ec_ref ec) override;
    void on_chunk_header_impl(std::uint64_t size, string_view, ec_ref) override;
    std::size_t on_chunk_body_impl(std::uint64_t remain, string_view body, ec_ref ec) override;
    void on_finish_impl(ec_ref) override {}

    response& out_;
    std::size_t header_bytes_;
    std::size_t fields_ = 0;
    std::size_t field_bytes_ = 0;
    std::uint64_t chunk_left_ = 0;
    bool has_length_ = false;
    bool in_trailer_ = false;
    bool has_chunk_ = false;
    bool has_last_chunk_ = false;
    bool http_1_1_ = false;
    bool says_close_ = false;
    bool says_keep_alive_ = false;
};

/// One answer, from the first byte to the last: passes over interim answers (1xx) and bounds all
/// that a peer can send.
class response_reader {
public:
    enum class state { incomplete, complete, failed };

    explicit response_reader(const response_limits& limits) : limits_(limits) {}
    response_reader(const response_reader&) = delete;
    response_reader& operator=(const response_reader&) = delete;
    /// Wipes what it has buffered: it may have been a secret.
    ~response_reader();

    /// Ready for a new answer.
    void start();
    /// The same, for a body of at most so many bytes.
    void start(std::size_t largest_body);
    /// The same, for an answer that ends with its header whatever it says: that to CONNECT.
    void start_header();

    /// Where to put the next bytes that come: at least one byte of room.
    boost::asio::mutable_buffer prepare();
    /// `size` bytes have come.
    state commit(std::size_t size);
    /// The peer has sent its last byte. `clean` where it said so: by a close_notify, or by FIN
    /// where there is no TLS.
    state finish(bool clean);

    [[nodiscard]] bool started() const noexcept { return started_; }
    /// Whether what came first did not begin as HTTP does, once that has failed.
    [[nodiscard]] bool foreign() const;
    /// Whether bytes came behind a complete answer.
    [[nodiscard]] bool has_more() const noexcept { return used_ != 0; }
    [[nodiscard]] response& answer() noexcept { return answer_; }
    [[nodiscard]] const transport_error& failure() const noexcept { return failure_; }

private:
    state parse();
    bool mend(std::size_t head, error_code& ec);
    state complete();
    state refuse(const error_code& why);
    state fail(errc code, pacing::fault kind, const error_code& cause, const char* words);

    void renew_parser();
    void grow();

    response_limits limits_;
    std::optional<response_parser> parser_;
    std::vector<char> buffer_;
    std::size_t used_ = 0;
    std::size_t interim_ = 0;
    bool started_ = false;
    bool header_only_ = false;
    response answer_;
    transport_error failure_;
};

} // namespace mrs::net

#endif
