// SPDX-License-Identifier: BSL-1.0
#include "http_message.hpp"

#include <boost/beast/core/string.hpp>

#include <algorithm>

namespace mrs_emulator {
namespace {

auto find_header(const http_request& request, std::string_view name) {
    return std::find_if(request.headers.begin(), request.headers.end(), [name](const auto& header) {
        return boost::beast::iequals(header.first, name);
    });
}

} // namespace

std::string_view http_request::header(std::string_view name) const {
    const auto found = find_header(*this, name);
    return found == headers.end() ? std::string_view() : std::string_view(found->second);
}

bool http_request::has_header(std::string_view name) const {
    return find_header(*this, name) != headers.end();
}

} // namespace mrs_emulator
