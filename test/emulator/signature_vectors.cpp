// SPDX-License-Identifier: BSL-1.0
#include "signature_vectors.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <boost/url/encode.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>

#include <fstream>
#include <sstream>

namespace mrs_emulator::test {
namespace {

namespace json = boost::json;

std::string text(const json::value& value) {
    return value.as_string().c_str();
}

std::string encoded(const json::value& value) {
    return boost::urls::encode(text(value), boost::urls::unreserved_chars);
}

std::string target_of(const json::value& vector) {
    std::string target = text(vector.at("path"));
    char separator = '?';
    for (const json::value& parameter : vector.at("query").as_array()) {
        target += separator + encoded(parameter.at(0)) + '=' + encoded(parameter.at(1));
        separator = '&';
    }
    return target;
}

signature_vector read(const json::value& vector) {
    signature_vector result;
    result.name = text(vector.at("name"));
    result.request.method = text(vector.at("method"));
    result.request.target = target_of(vector);
    result.request.body = text(vector.at("body"));
    set_header(result.request, "Host", text(vector.at("host")));
    for (const auto& header : vector.at("headers").as_object())
        set_header(result.request, std::string(header.key()), text(header.value()));
    set_header(result.request, "Authorization", text(vector.at("authorization")));
    result.key.id = text(vector.at("access_key"));
    result.key.secret = text(vector.at("secret_key"));
    result.key.security_token = std::string(result.request.header("X-Security-Token"));
    result.time = parse_short_time(result.request.header("X-Sdk-Date")).value();
    return result;
}

std::vector<signature_vector> read_all(const char* path) {
    const std::ifstream file(path);
    std::ostringstream content;
    content << file.rdbuf();
    std::vector<signature_vector> vectors;
    const json::value parsed = json::parse(content.str());
    for (const json::value& vector : parsed.as_array())
        vectors.push_back(read(vector));
    return vectors;
}

} // namespace

const std::vector<signature_vector>& signature_vectors() {
    // Computed with the signer of the vendor's SDK, but for official-document-example, which the
    // vendor's document on the algorithm works out.
    static const std::vector<signature_vector> vectors = read_all(MRS_EMULATOR_VECTORS);
    return vectors;
}

const std::vector<signature_vector>& reserved_vectors() {
    static const std::vector<signature_vector> vectors = read_all(MRS_EMULATOR_RESERVED_VECTORS);
    return vectors;
}

void set_header(http_request& request, const std::string& name, const std::string& value) {
    for (auto& header : request.headers) {
        if (header.first == name) {
            header.second = value;
            return;
        }
    }
    request.headers.emplace_back(name, value);
}

} // namespace mrs_emulator::test
