// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_HTTP_CLIENT_HPP
#define MRS_TEST_HTTP_CLIENT_HPP

#include <string>
#include <utility>
#include <vector>

namespace mrs_test {

/// One blocking exchange on a connection of its own, for what the library under test does not do.
class http_request {
public:
    explicit http_request(std::string url) : url_(std::move(url)) {}

    http_request& method(std::string name) {
        method_ = std::move(name);
        return *this;
    }
    http_request& body(std::string text) {
        body_ = std::move(text);
        return *this;
    }
    http_request& header(std::string name, std::string value) {
        headers_.emplace_back(std::move(name), std::move(value));
        return *this;
    }
    http_request& ca_file(std::string path) {
        ca_file_ = std::move(path);
        return *this;
    }

    /// The answer's body; throws where the status is not 2xx.
    [[nodiscard]] std::string send() const;

private:
    std::string url_;
    std::string method_ = "GET";
    std::string body_;
    std::string ca_file_;
    std::vector<std::pair<std::string, std::string>> headers_;
};

} // namespace mrs_test

#endif
