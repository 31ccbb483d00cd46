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

    /// The value of a string, or of a number as text, as long as this lives; nothing where it is
    /// absent, null, or of another type.
    [[nodiscard]] std::optional<std::string_view> outer(field name) const noexcept {
        return outer_.find(name, texts_);
    }
    /// The same in the first nested object that holds the name.
    [[nodiscard]] std::optional<std::string_view> nested(field name) const noexcept {
        return nested_.find(name, texts_);
    }
    /// Whether the outer object holds the name as a string; a number does not count.
    [[nodiscard]] bool outer_is_string(field name) const noexcept {
        return (outer_strings_ & bit(name)) != 0;
    }
    /// Why `parse` returned false.
    [[nodiscard]] const std::string& why() const noexcept { return why_; }

private:
    friend class json_handler;

    /// The values of one object.
    class places {
    public:
        [[nodiscard]] bool has(field name) const noexcept { return (found_ & bit(name)) != 0; }
        void put(field name, std::size_t begin, std::size_t end) noexcept {
            found_ |= bit(name);
            texts_[static_cast<std::size_t>(name)] = {static_cast<std::uint32_t>(begin),
                                                      static_cast<std::uint32_t>(end)};
        }
        [[nodiscard]] std::optional<std::string_view> find(field name,
                                                           std::string_view texts) const noexcept {
            const auto [begin, end] = texts_[static_cast<std::size_t>(name)];
            return has(name) ? std::optional(texts.substr(begin, end - begin)) : std::nullopt;
        }

    private:
        std::array<std::array<std::uint32_t, 2>, field_count> texts_{}; ///< Begin and end.
        std::uint32_t found_ = 0;                                       ///< A bit for each name.
    };

    static constexpr std::uint32_t bit(field name) noexcept {
        return std::uint32_t{1} << static_cast<unsigned>(name);
    }

    std::string texts_; ///< All values, one behind the other.
    places outer_;
    places nested_;
    std::uint32_t outer_strings_ = 0; ///< A bit for each name.
    std::string why_;
};

} // namespace mrs::api

#endif
