// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_INPUT_JSON_STRINGS_HPP
#define MRS_CLI_INPUT_JSON_STRINGS_HPP

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mrs::cli {

/// Some fields of a JSON object, which have to be strings.
class json_strings {
public:
    /// @param names of strings that live as long as this
    explicit json_strings(const std::vector<std::string_view>& names);

    /// Reads one whole object. Returns why it cannot be worked with: its syntax, that it is not an
    /// object, or that one of the names comes twice (Boost.JSON's document model would let the last
    /// one win).
    std::optional<std::string> parse(std::string_view text, std::size_t max_depth);

    [[nodiscard]] std::size_t size() const noexcept { return fields_.size(); }
    /// Whether the object has a field that is none of the names.
    [[nodiscard]] bool has_others() const noexcept { return others_; }
    /// Whether the object has the field, whatever its type.
    [[nodiscard]] bool has(std::size_t at) const noexcept { return fields_[at].found; }
    /// Its value, where it is a string.
    [[nodiscard]] const std::optional<std::string>& value(std::size_t at) const noexcept {
        return fields_[at].value;
    }
    [[nodiscard]] std::string_view name(std::size_t at) const noexcept { return fields_[at].name; }

private:
    friend class json_string_handler;

    struct field {
        std::string_view name;
        bool found = false;
        std::optional<std::string> value;
    };
    std::vector<field> fields_;
    bool others_ = false;
};

} // namespace mrs::cli

#endif
