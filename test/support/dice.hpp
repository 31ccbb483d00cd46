// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_SUPPORT_DICE_HPP
#define MRS_TEST_SUPPORT_DICE_HPP

#include <cstdint>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>

/// A random source whose numbers are the same on every platform, as those of the standard's
/// distributions are not.
class dice {
public:
    explicit dice(std::uint64_t seed) : engine_(seed) {}
    /// Every two bytes are a number; after the last of them, all numbers are zero.
    explicit dice(std::string_view numbers) : numbers_(numbers), given_(true) {}

    /// In [0, bound).
    std::uint64_t below(std::uint64_t bound) { return next() % bound; }
    bool once_in(std::uint64_t bound) { return below(bound) == 0; }
    /// In [0, 1).
    double uniform() { return static_cast<double>(next() >> 11) * 0x1p-53; }

private:
    std::uint64_t next() { return given_ ? next_given() : engine_(); }

    std::uint64_t next_given() {
        std::uint64_t value = 0;
        for (int i = 0; i < 2 && !numbers_.empty(); ++i) {
            value = value << 8 | static_cast<unsigned char>(numbers_.front());
            numbers_.remove_prefix(1);
        }
        return value << 48 |
               value; // Both ends count: `below` looks at one, `uniform` at the other.
    }

    std::mt19937_64 engine_;
    std::string_view numbers_;
    bool given_ = false;
};

/// An invariant that does not hold.
struct broken : std::logic_error {
    using std::logic_error::logic_error;
};

/// BOOST_TEST would take most of the time of some million checks.
inline void expect(bool holds, const char* what) {
    if (!holds)
        throw broken(what);
}

#endif
