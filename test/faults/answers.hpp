// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_FAULT_ANSWERS_HPP
#define MRS_TEST_FAULT_ANSWERS_HPP

#include <cstddef>
#include <string>

namespace mrs_test {

/// An answer with its Content-Length.
/// @param fields more header fields, each with its line end
inline std::string answer(int status, const std::string& body, const std::string& fields = {}) {
    return "HTTP/1.1 " + std::to_string(status) + " Any\r\n" + fields +
           "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

inline const std::string succeed_body = R"({"status":"SUCCEED","message":""})";

/// The good answer to a cancel.
inline std::string succeed_answer(const std::string& fields = {}) {
    return answer(200, succeed_body, fields);
}

inline std::string repeated(const std::string& part, std::size_t count) {
    std::string text;
    text.reserve(part.size() * count);
    for (std::size_t i = 0; i < count; ++i)
        text += part;
    return text;
}

} // namespace mrs_test

#endif
