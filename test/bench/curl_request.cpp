// SPDX-License-Identifier: BSL-1.0
#include "curl_request.hpp"

#include <new>
#include <stdexcept>

namespace bench {

curl_service::curl_service()
    : before_id_(environment_.endpoint + "/v2/" + environment_.project_id + "/clusters/" +
                 environment_.cluster_id + "/sql-execution/") {
    add("X-Auth-Token: " + environment_.token);
    add("Accept: application/json");
    add("Content-Type: application/json; charset=utf-8");
}

void curl_service::add(const std::string& line) {
    curl_slist* const longer = curl_slist_append(headers_.get(), line.c_str());
    if (longer == nullptr)
        throw std::bad_alloc();
    static_cast<void>(headers_.release());
    headers_.reset(longer);
}

std::string curl_service::url(std::uint64_t number) const {
    return before_id_ + sql_id(number) + "/cancel";
}

curl_request::curl_request(const curl_service& service)
    : service_(service), handle_(curl_easy_init()) {
    if (!handle_)
        throw std::bad_alloc();
    CURL* const easy = handle_.get();
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
    curl_easy_setopt(easy, CURLOPT_NOPROXY, "*");
    curl_easy_setopt(easy, CURLOPT_CAINFO, service.ca_file().c_str());
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
    curl_easy_setopt(easy, CURLOPT_USERAGENT, "curl-bench/1.0");
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, 60'000L);
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, service.headers());
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, "");
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE, 0L);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &curl_request::on_body);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, this);
    curl_easy_setopt(easy, CURLOPT_PRIVATE, this);
}

void curl_request::prepare(std::uint64_t number) {
    body_.clear();
    curl_easy_setopt(handle_.get(), CURLOPT_URL, service_.url(number).c_str());
}

void curl_request::check(CURLcode result) const {
    if (result != CURLE_OK)
        throw std::runtime_error(curl_easy_strerror(result));
    long status = 0;
    curl_easy_getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &status);
    if (status != 200 || body_.find("\"SUCCEED\"") == std::string::npos)
        throw std::runtime_error("a cancel did not succeed");
}

std::size_t curl_request::on_body(const char* data, std::size_t size, std::size_t number,
                                  void* self) {
    static_cast<curl_request*>(self)->body_.append(data, size * number);
    return size * number;
}

} // namespace bench
