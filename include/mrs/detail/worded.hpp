// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_DETAIL_WORDED_HPP
#define MRS_DETAIL_WORDED_HPP

#include <concepts>
#include <iosfwd>
#include <string_view>
#include <type_traits>

namespace mrs {

namespace detail {

template<typename Enum>
concept worded = std::is_enum_v<Enum> && requires(Enum value) {
    { to_string(value) } -> std::same_as<std::string_view>;
};

} // namespace detail

/// Prints an enumerator of this library as `to_string` tells it.
template<detail::worded Enum>
std::ostream& operator<<(std::ostream& out, Enum value) {
    return out << to_string(value);
}

} // namespace mrs

#endif
