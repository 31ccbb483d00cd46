// SPDX-License-Identifier: BSL-1.0
#include "net/response_head.hpp"

#include <boost/beast/core/string.hpp>

namespace mrs::net {

namespace beast = boost::beast;

namespace {

constexpr std::string_view name_and_major = "HTTP/1.";
constexpr std::size_t minor = name_and_major.size();
/// Of what follows the status.
constexpr std::size_t behind_status = minor + 5;

bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}

bool has_bare_status(std::string_view head) noexcept {
    return head.size() > behind_status && is_digit(head[minor]) && head[minor + 1] == ' ' &&
           is_digit(head[minor + 2]) && is_digit(head[minor + 3]) && is_digit(head[minor + 4]) &&
           head[behind_status] == '\r';
}

bool tells_of_content(std::string_view line) {
    const std::string_view name = line.substr(0, line.find(':'));
    for (const char* const one : {"Content-Length", "Transfer-Encoding", "Content-Encoding"})
        if (name.size() < line.size() && beast::iequals({name.data(), name.size()}, one))
            return true;
    return false;
}

/// The first field that tells of a content gets another name.
head_mending hide_content(std::string_view head) {
    std::size_t line = head.find("\r\n");
    while (line != std::string_view::npos) {
        line += 2;
        const std::size_t end = head.find("\r\n", line);
        if (end == line)
            break;
        if (tells_of_content(head.substr(line, end - line)))
            return {head_mending::kind::replace, line, '-'};
        line = end;
    }
    return {};
}

} // namespace

bool begins_as_http(std::string_view head) noexcept {
    static constexpr std::string_view name = name_and_major.substr(0, 5);
    return head.substr(0, name.size()) == name.substr(0, head.size());
}

head_mending mend_head(std::string_view head, bool header_only) {
    using kind = head_mending::kind;
    if (head.substr(0, minor) != name_and_major)
        return {};
    if (head.size() > minor && head[minor] > '1' && head[minor] <= '9')
        return {kind::replace, minor, '1'};
    if (has_bare_status(head)) {
        if (head.size() == behind_status + 1)
            return {kind::wait, 0, 0};
        if (head[behind_status + 1] == '\n')
            return {kind::insert, behind_status, ' '};
    }
    return header_only ? hide_content(head) : head_mending();
}

} // namespace mrs::net
