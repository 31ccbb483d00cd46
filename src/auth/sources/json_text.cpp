// SPDX-License-Identifier: BSL-1.0
#include "auth/sources/json_text.hpp"

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serializer.hpp>

#include <openssl/crypto.h>

#include <array>
#include <cstddef>
#include <vector>

namespace mrs::auth {

namespace json = boost::json;

void append_json_string(std::string& out, std::string_view text) {
    json::serializer writer;
    writer.reset(json::string_view(text.data(), text.size()));
    std::array<char, 256> piece{};
    while (!writer.done()) {
        const auto written = writer.read(piece.data(), piece.size());
        out.append(written.data(), written.size());
    }
    OPENSSL_cleanse(piece.data(), piece.size());
}

/// The values lie in one buffer, which is large enough for any text of this size.
struct json_text::document {
    explicit document(std::string_view body)
        : buffer(4096 + 32 * body.size()), memory(buffer.data(), buffer.size()) {
        boost::system::error_code ec;
        root = json::parse(json::string_view(body.data(), body.size()), ec, &memory);
        valid = !ec && root.is_object();
    }
    document(const document&) = delete;
    document& operator=(const document&) = delete;
    ~document() { OPENSSL_cleanse(buffer.data(), buffer.size()); }

    std::vector<unsigned char> buffer;
    json::monotonic_resource memory;
    json::value root;
    bool valid = false;
};

json_text::json_text(std::string_view body) : document_(std::make_unique<document>(body)) {}

json_text::~json_text() = default;

bool json_text::valid() const noexcept {
    return document_->valid;
}

std::string_view json_text::at(std::string_view outer, std::string_view inner) const {
    if (!valid())
        return {};
    const auto* const object =
        document_->root.get_object().if_contains(json::string_view(outer.data(), outer.size()));
    if (object == nullptr || !object->is_object())
        return {};
    const auto* const value =
        object->get_object().if_contains(json::string_view(inner.data(), inner.size()));
    if (value == nullptr || !value->is_string())
        return {};
    const auto& text = value->get_string();
    return {text.data(), text.size()};
}

} // namespace mrs::auth
