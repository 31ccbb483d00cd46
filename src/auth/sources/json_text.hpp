// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_AUTH_SOURCES_JSON_TEXT_HPP
#define MRS_AUTH_SOURCES_JSON_TEXT_HPP

#include <memory>
#include <string>
#include <string_view>

namespace mrs::auth {

/// Appends `text` as a JSON string. It leaves no copy behind where `out` has room.
void append_json_string(std::string& out, std::string_view text);

/// A JSON text that may hold secrets: what was read of it is wiped in the end.
class json_text {
public:
    explicit json_text(std::string_view body);
    json_text(const json_text&) = delete;
    json_text& operator=(const json_text&) = delete;
    ~json_text();

    /// Whether it is one JSON object.
    [[nodiscard]] bool valid() const noexcept;
    /// The string `inner` of the object `outer`, valid as long as this; "" where there is none.
    [[nodiscard]] std::string_view at(std::string_view outer, std::string_view inner) const;

private:
    struct document;
    std::unique_ptr<document> document_;
};

} // namespace mrs::auth

#endif
