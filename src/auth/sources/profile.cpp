// SPDX-License-Identifier: BSL-1.0
#include "auth/sources/profile.hpp"

#include "core/text.hpp"

#include <boost/beast/core/string.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <utility>

namespace mrs::auth {

namespace {

/// Reads one line after the other.
class profile_reader {
public:
    /// What is wrong with the line, or nothing.
    std::optional<std::string> take(std::string_view line) {
        line = core::trimmed(line);
        if (line.empty() || line.front() == '#' || line.front() == ';')
            return std::nullopt;
        if (line.front() == '[') {
            if (line.back() != ']')
                return "a section's name does not end in ]";
            in_section_ = core::trimmed(line.substr(1, line.size() - 2)) == "basic";
            return std::nullopt;
        }
        const auto separator = line.find_first_of("=:");
        if (separator == std::string_view::npos)
            return "neither a section, nor a name with a value, nor a comment";
        if (!in_section_)
            return std::nullopt;
        return set(core::trimmed(line.substr(0, separator)),
                   core::trimmed(line.substr(separator + 1)));
    }

    [[nodiscard]] fetched result(const std::string& name) const {
        if (!id_ && !key_)
            return source_failure::lacking(name + " has no ak in a section [basic]");
        if (!id_ || !key_)
            return source_failure(errc::credentials_failed,
                                  name + " has " + (id_ ? "ak but no sk" : "sk but no ak"));
        access_key found{std::string(*id_), secret(*key_)};
        found.security_token(secret(token_.value_or(std::string_view())));
        if (const auto wrong = check_access_key(found))
            return source_failure(errc::credentials_failed, name + " cannot be used: " + *wrong);
        return identity(std::move(found));
    }

private:
    using value = std::optional<std::string_view>;

    std::optional<std::string> set(std::string_view name, std::string_view text) {
        const std::array<std::pair<const char*, value*>, 3> known = {
            {{"ak", &id_}, {"sk", &key_}, {"security_token", &token_}}};
        for (const auto& [expected, place] : known) {
            if (!boost::beast::iequals(name, expected))
                continue;
            if (place->has_value())
                return std::string(expected) + " comes twice";
            *place = text;
        }
        return std::nullopt;
    }

    value id_;
    value key_;
    value token_;
    bool in_section_ = false;
};

} // namespace

fetched read_profile(std::string_view text, const std::string& name) {
    profile_reader reader;
    for (std::size_t line = 1; !text.empty(); ++line) {
        const auto end = std::min(text.find('\n'), text.size());
        if (const auto wrong = reader.take(text.substr(0, end)))
            return source_failure(errc::credentials_failed,
                                  name + ", line " + std::to_string(line) + ": " + *wrong);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return reader.result(name);
}

} // namespace mrs::auth
