// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_BENCH_CURL_REQUEST_HPP
#define MRS_TEST_BENCH_CURL_REQUEST_HPP

#include "environment.hpp"

#include <cstdint>
#include <curl/curl.h>
#include <memory>
#include <string>

namespace bench {

/// What all requests of a libcurl program share: the target's parts and the header.
class curl_service {
public:
    curl_service();

    [[nodiscard]] std::string url(std::uint64_t number) const;
    [[nodiscard]] const std::string& ca_file() const noexcept { return environment_.ca_file; }
    [[nodiscard]] curl_slist* headers() const noexcept { return headers_.get(); }

private:
    struct deleter {
        void operator()(curl_slist* list) const noexcept { curl_slist_free_all(list); }
    };

    void add(const std::string& line);

    environment environment_;
    std::string before_id_;
    std::unique_ptr<curl_slist, deleter> headers_;
};

/// One easy handle, and the answer that it received.
class curl_request {
public:
    explicit curl_request(const curl_service& service);

    /// Sets the handle up for the request of this number.
    void prepare(std::uint64_t number);
    /// Throws where the transfer failed or the answer is not SUCCEED.
    void check(CURLcode result) const;

    [[nodiscard]] CURL* handle() const noexcept { return handle_.get(); }

private:
    struct deleter {
        void operator()(CURL* handle) const noexcept { curl_easy_cleanup(handle); }
    };

    static std::size_t on_body(const char* data, std::size_t size, std::size_t number, void* self);

    const curl_service& service_;
    std::string body_;
    std::unique_ptr<CURL, deleter> handle_;
};

} // namespace bench

#endif
