// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_UNIT_CANNED_ANSWER_HPP
#define MRS_TEST_UNIT_CANNED_ANSWER_HPP

#include "net/response_parser.hpp"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>

/// How the peer's bytes end.
enum class ending {
    open,  ///< They do not: the connection stays.
    clean, ///< With a FIN after a close_notify, or without TLS.
    torn,  ///< With a FIN alone, where TLS is used.
};

/// What a reader made of an answer.
struct reading {
    mrs::net::response_reader::state state = mrs::net::response_reader::state::incomplete;
    mrs::errc code{}; ///< Of a failure.
    mrs::pacing::fault kind{};
    std::string detail;
    mrs::net::response answer; ///< Of a complete answer.
    std::size_t taken = 0;     ///< Bytes asked for before the reader had made up its mind.
};

inline constexpr std::size_t test_body_limit = 65'536;

/// Gives a reader bytes as a socket would: as many as fit its buffer, and no more once it has
/// decided.
class feeder {
public:
    using state = mrs::net::response_reader::state;

    explicit feeder(std::size_t body_limit = test_body_limit) : reader_(body_limit) {
        reader_.start();
    }

    void start() {
        reader_.start();
        state_ = state::incomplete;
        taken_ = 0;
    }

    feeder& feed(std::string_view bytes) {
        while (!bytes.empty() && state_ == state::incomplete) {
            const auto room = reader_.prepare();
            const std::size_t size = std::min(room.size(), bytes.size());
            std::memcpy(room.data(), bytes.data(), size);
            bytes.remove_prefix(size);
            taken_ += size;
            state_ = reader_.commit(size);
        }
        return *this;
    }

    reading finish(ending end) {
        if (state_ == state::incomplete && end != ending::open)
            state_ = reader_.finish(end == ending::clean);
        reading result;
        result.state = state_;
        result.taken = taken_;
        if (state_ == state::complete)
            result.answer = reader_.answer();
        if (state_ == state::failed) {
            result.code = reader_.failure().code;
            result.kind = reader_.failure().kind;
            result.detail = reader_.failure().detail;
        }
        return result;
    }

    mrs::net::response_reader& reader() { return reader_; }

private:
    mrs::net::response_reader reader_;
    state state_ = state::incomplete;
    std::size_t taken_ = 0;
};

inline reading read_whole(std::string_view bytes, ending end = ending::open) {
    return feeder().feed(bytes).finish(end);
}

inline reading read_split(std::string_view bytes, std::size_t at, ending end = ending::open) {
    return feeder().feed(bytes.substr(0, at)).feed(bytes.substr(at)).finish(end);
}

inline reading read_in_steps(std::string_view bytes, std::size_t step, ending end = ending::open) {
    feeder peer;
    for (std::size_t at = 0; at < bytes.size(); at += step)
        peer.feed(bytes.substr(at, step));
    return peer.finish(end);
}

/// The beginning of a 200, up to its first own field.
inline const std::string ok = "HTTP/1.1 200 OK\r\n";
inline const std::string chunked = ok + "Transfer-Encoding: chunked\r\n\r\n";

inline std::string with_length(std::size_t length, const std::string& body) {
    return ok + "Content-Length: " + std::to_string(length) + "\r\n\r\n" + body;
}

inline std::string repeat(const std::string& part, std::size_t count) {
    std::string text;
    text.reserve(part.size() * count);
    for (std::size_t i = 0; i < count; ++i)
        text += part;
    return text;
}

#endif
