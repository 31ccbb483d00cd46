// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_NET_RESPONSE_HEAD_HPP
#define MRS_NET_RESPONSE_HEAD_HPP

#include <cstddef>
#include <string_view>

namespace mrs::net {

/// Whether bytes can be the beginning of an HTTP answer, as far as they are there.
bool begins_as_http(std::string_view head) noexcept;

/// Of a head that Beast refused: what makes it one that Beast takes.
struct head_mending {
    enum class kind {
        none,    ///< It is wrong.
        wait,    ///< Its next byte tells.
        insert,  ///< `byte` belongs at `place`.
        replace, ///< `byte` belongs at `place`, where another one is.
    };

    kind what = kind::none;
    std::size_t place = 0;
    char byte = 0;
};

/// A status line without a reason needs no blank before it, and a later minor version is read as
/// 1.1 (RFC 9110, 2.5).
/// @param header_only it is an answer to CONNECT: no field of it tells of a content
///                    (RFC 9110, 9.3.6)
head_mending mend_head(std::string_view head, bool header_only);

} // namespace mrs::net

#endif
