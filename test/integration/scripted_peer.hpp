// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_SCRIPTED_PEER_HPP
#define MRS_TEST_SCRIPTED_PEER_HPP

#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace mrs_test {

using peer_request = boost::beast::http::request<boost::beast::http::string_body>;

/// What the peer does about a request.
class peer_reply {
public:
    explicit peer_reply(int status, std::string body = {})
        : status_(status), body_(std::move(body)) {}

    /// Takes the request, and never answers.
    static peer_reply silence() { return peer_reply(0); }

    peer_reply& header(std::string name, std::string value) {
        headers_.emplace_back(std::move(name), std::move(value));
        return *this;
    }
    peer_reply& delay(std::chrono::milliseconds time) {
        delay_ = time;
        return *this;
    }

private:
    friend class scripted_peer;
    int status_;
    std::string body_;
    std::vector<std::pair<std::string, std::string>> headers_;
    std::chrono::milliseconds delay_{0};
};

/// A server without TLS on a loopback address, with a thread of its own, that answers as the test
/// says. A test reads what it counts while no request is under way.
class scripted_peer {
public:
    using script = std::function<peer_reply(const peer_request& request, int number)>;

    /// @param answer is called on the peer's thread, with how many requests came before
    explicit scripted_peer(script answer);
    scripted_peer(const scripted_peer&) = delete;
    scripted_peer& operator=(const scripted_peer&) = delete;
    ~scripted_peer();

    [[nodiscard]] const std::string& url() const noexcept { return url_; }
    /// Refuses connections from now on; those that there are stay.
    void refuse_connections();
    /// How many requests have come.
    [[nodiscard]] int requests() const;
    /// How many of them were for this target.
    [[nodiscard]] int requests(std::string_view target) const;

private:
    class server;
    std::shared_ptr<server> server_;
    std::string url_;
};

/// Answers of IAM: a token that is good for `lifetime` from `now` on.
peer_reply iam_reply(const std::string& token,
                     std::chrono::milliseconds lifetime = std::chrono::hours(24));

/// A decided cancel.
peer_reply cancelled_reply();
/// The gateway's refusal of the credentials.
peer_reply refused_reply();

} // namespace mrs_test

#endif
