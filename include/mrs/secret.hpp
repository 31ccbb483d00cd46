// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_SECRET_HPP
#define MRS_SECRET_HPP

#include <mrs/export.hpp>

#include <iosfwd>
#include <memory>
#include <string>
#include <string_view>

namespace mrs {

/// A text that must not be seen: a token, a key, a password.
///
/// Copies share one immutable buffer, which is wiped when the last of them goes. A secret cannot be
/// written to a stream; `reveal()` is the one way to its text, and easy to search for.
///
/// @par Thread safety
/// As for `std::shared_ptr`: distinct objects may be used at once, also when they share a buffer.
class MRS_EXPORT secret {
public:
    /// An empty secret.
    secret() noexcept;

    /// Copies `text`. The caller's own copy is the caller's to wipe.
    /// @throws std::bad_alloc
    explicit secret(std::string_view text);

    /// Copies `text` and wipes the string that it came in.
    /// @throws std::bad_alloc
    explicit secret(std::string&& text);

    /// Copies `text`.
    /// @throws std::bad_alloc
    explicit secret(const char* text) : secret(std::string_view(text)) {}

    /// The text itself, valid as long as this object or a copy of it lives.
    [[nodiscard]] std::string_view reveal() const noexcept;

    /// Whether there is no text.
    [[nodiscard]] bool empty() const noexcept { return reveal().empty(); }

private:
    class buffer;
    std::shared_ptr<const buffer> buffer_;
};

std::ostream& operator<<(std::ostream&, const secret&) = delete;

} // namespace mrs

#endif
