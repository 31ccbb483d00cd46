// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CORE_JSON_FIELDS_HPP
#define MRS_CORE_JSON_FIELDS_HPP

#include "core/namespace.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace mrs::core {

/// The values of some names in a JSON object and, apart from them, in the objects right inside it.
/// Everything else is checked for syntax and passed over.
class json_fields {
public:
    static constexpr std::size_t max_names = 16;

    /// How deep a text may nest, where nobody says otherwise.
    static constexpr std::size_t usual_depth = 32;

    enum class reach : std::uint8_t {
        outer,            ///< Names in the objects inside are passed over too.
        outer_and_nested, ///< They are looked for, and come once there too.
    };

    /// @param names at most `max_names`, which live as long as this; elsewhere they are its numbers
    json_fields(std::span<const std::string_view> names, reach wanted) noexcept
        : names_(names), levels_(wanted == reach::outer ? 1 : 2) {}

    /// Reads a whole text. False where it is not one JSON object, or where one of the names comes
    /// twice in one object: Boost.JSON's document model would let the last one win.
    bool parse(std::string_view text, std::size_t max_depth = usual_depth);

    /// The value of a string, or of a number as text, as long as this lives; nothing where it is
    /// absent, null, or of another type.
    [[nodiscard]] std::optional<std::string_view> outer(std::size_t name) const noexcept {
        return outer_.find(name, texts_);
    }
    /// The same in the first nested object that holds the name.
    [[nodiscard]] std::optional<std::string_view> nested(std::size_t name) const noexcept {
        return nested_.find(name, texts_);
    }
    /// Whether the outer object holds the name, whatever its type.
    [[nodiscard]] bool has_outer(std::size_t name) const noexcept {
        return (seen_[0] & bit(name)) != 0;
    }
    /// Whether the outer object holds the name as a string; a number does not count.
    [[nodiscard]] bool outer_is_string(std::size_t name) const noexcept {
        return (outer_strings_ & bit(name)) != 0;
    }
    /// Whether the outer object holds other names too.
    [[nodiscard]] bool has_others() const noexcept { return others_; }
    /// Why `parse` returned false, behind the text's name: "is not a JSON object".
    [[nodiscard]] const std::string& why() const noexcept { return why_; }

private:
    friend class json_handler;

    /// The values of one object.
    class places {
    public:
        [[nodiscard]] bool has(std::size_t name) const noexcept {
            return (found_ & bit(name)) != 0;
        }
        void put(std::size_t name, std::size_t begin, std::size_t end) noexcept {
            found_ |= bit(name);
            texts_[name] = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
        }
        [[nodiscard]] std::optional<std::string_view> find(std::size_t name,
                                                           std::string_view texts) const noexcept {
            const auto [begin, end] = texts_[name];
            return has(name) ? std::optional(texts.substr(begin, end - begin)) : std::nullopt;
        }

    private:
        std::array<std::array<std::uint32_t, 2>, max_names> texts_{}; ///< Begin and end.
        std::uint32_t found_ = 0;                                     ///< A bit for each name.
    };

    static constexpr std::uint32_t bit(std::size_t name) noexcept {
        return std::uint32_t{1} << name;
    }

    std::span<const std::string_view> names_;
    std::size_t levels_;
    std::string texts_; ///< All values, one behind the other.
    places outer_;
    places nested_;
    std::array<std::uint32_t, 2> seen_{}; ///< In the outer object and in this nested one.
    std::uint32_t outer_strings_ = 0;     ///< A bit for each name.
    bool others_ = false;
    std::string why_;
};

} // namespace mrs::core

#endif
