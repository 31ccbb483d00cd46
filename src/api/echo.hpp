// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_API_ECHO_HPP
#define MRS_API_ECHO_HPP

#include <mrs/secret.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mrs::api {

/// Knows what we sent in secret where a peer says it again: whole or in part, and also where it was
/// escaped for JSON or a URL, or is in base64.
class echo {
public:
    /// What has that much in common with a secret is no accident.
    static constexpr std::size_t least_part = 16;

    explicit echo(std::string_view hidden);

    /// Puts "[secret]" in its place in `text`. Returns whether there was any. What is shorter than
    /// a part is found whole alone.
    bool hide(std::string& text) const;
    /// The same where it stands whole, escaped for JSON or not.
    bool hide_whole(std::string& text) const;

private:
    /// Every run of `least_part` characters holds one of these that begins at a multiple of it.
    static constexpr std::size_t block = least_part / 2;

    [[nodiscard]] std::size_t bit_of(const char* at) const noexcept;
    [[nodiscard]] bool may_hold(const char* at) const noexcept;
    [[nodiscard]] std::string_view part_around(std::string_view text, std::size_t at) const;

    secret forms_;                    ///< Each with a zero byte behind it.
    std::vector<std::uint64_t> bits_; ///< One is set for each block of the forms.
    unsigned shift_ = 0;
};

} // namespace mrs::api

#endif
