// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_SCRIPTED_PROXY_HPP
#define MRS_TEST_SCRIPTED_PROXY_HPP

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace mrs_test {

/// What the proxy does about a CONNECT.
class proxy_reply {
public:
    /// Connects to the port that was asked for, on this machine, and passes all bytes on.
    static proxy_reply tunnel() {
        return proxy_reply("HTTP/1.1 200 Connection established\r\n\r\n");
    }
    /// Sends these bytes and no others.
    static proxy_reply bytes(std::string text) { return proxy_reply(std::move(text), false); }
    /// The header of an answer with this status.
    static proxy_reply status(int code) {
        return bytes("HTTP/1.1 " + std::to_string(code) +
                     " Answered\r\nContent-Length: 4\r\n\r\ntext");
    }
    static proxy_reply silence() { return bytes({}); }

    /// A tunnel that is announced by these bytes.
    explicit proxy_reply(std::string announcement, bool connects = true)
        : bytes_(std::move(announcement)), connects_(connects) {}

    /// Connects to the port of this URL in place of the one that was asked for.
    proxy_reply& divert(const std::string& url);
    /// Closes the connection after its bytes.
    proxy_reply& close() {
        closes_ = true;
        return *this;
    }

private:
    friend class scripted_proxy;
    std::string bytes_;
    bool connects_;
    bool closes_ = false;
    unsigned short port_ = 0;
};

/// An HTTP proxy on a loopback address, with a thread of its own, that answers each CONNECT as the
/// test says.
class scripted_proxy {
public:
    using script = std::function<proxy_reply(const std::string& head, int number)>;

    /// @param answer is called on the proxy's thread, with how many requests came before
    explicit scripted_proxy(script answer);
    scripted_proxy(const scripted_proxy&) = delete;
    scripted_proxy& operator=(const scripted_proxy&) = delete;
    ~scripted_proxy();

    [[nodiscard]] const std::string& url() const noexcept { return url_; }
    [[nodiscard]] std::string port() const { return url_.substr(url_.rfind(':')); }
    /// The headers of the requests, as they came.
    [[nodiscard]] std::vector<std::string> heads() const;
    /// All that came from clients beside these, and all that went back to them.
    [[nodiscard]] std::string seen() const;

private:
    class server;
    std::shared_ptr<server> server_;
    std::string url_;
};

} // namespace mrs_test

#endif
