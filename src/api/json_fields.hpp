// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_API_JSON_FIELDS_HPP
#define MRS_API_JSON_FIELDS_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mrs::api {

/// The names that answers and error bodies are made of.
enum class field : std::uint8_t {
    status,
    message,
    error_code,
    error_msg,
    error_code_camel,
    error_msg_camel,
    code,
    request_id,
    id,
    sql_id,
    statement,
    result_location,
    content,
    msg,
};
inline constexpr std::size_t field_count = 14;

/// The values of the known names in a JSON object and, apart from them, in the objects right
/// inside it. Everything else is checked for syntax and passed over.
class json_fields {
public:
    /// Reads a whole body. False where it is not one JSON object, or where a known name comes
    /// twice in one object: Boost.JSON's document model would let the last one win.
    bool parse(std::string_view body);

    /// The value of a string, or of a number as text; nothing where it is absent, null, or of
    /// another type.
    [[nodiscard]] const std::optional<std::string>& outer(field name) const noexcept {
        return outer_[static_cast<std::size_t>(name)];
    }
    /// The same in the first nested object that holds the name.
    [[nodiscard]] std::optional<std::string> nested(field name) const {
        return nested_ ? (*nested_)[static_cast<std::size_t>(name)] : std::nullopt;
    }
    /// Whether the outer object holds the name as a string; a number does not count.
    [[nodiscard]] bool outer_is_string(field name) const noexcept {
        return (outer_strings_ >> static_cast<unsigned>(name) & 1U) != 0;
    }
    /// Why `parse` returned false.
    [[nodiscard]] const std::string& why() const noexcept { return why_; }

private:
    friend class json_handler;

    using values = std::array<std::optional<std::string>, field_count>;

    values outer_;
    std::optional<values> nested_;    ///< Few answers have any.
    std::uint32_t outer_strings_ = 0; ///< A bit for each name.
    std::string why_;
};

} // namespace mrs::api

#endif
