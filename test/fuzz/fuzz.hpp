// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_FUZZ_FUZZ_HPP
#define MRS_TEST_FUZZ_FUZZ_HPP

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

/// What libFuzzer calls with each input. Each program of this directory defines one.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace fuzz {

/// Ends the program with a finding where a property does not hold.
inline void require(bool holds, const char* property) {
    if (holds)
        return;
    std::fprintf(stderr, "not so: %s\n", property);
    std::abort();
}

/// An input: a few choices, a byte each, and then what is to be read.
class input {
public:
    input(const std::uint8_t* data, std::size_t size)
        : left_(reinterpret_cast<const char*>(data), size) {}

    /// In [0, bound): of a digit the digit, so that the seeds can be read.
    std::size_t choice(std::size_t bound) {
        const std::size_t byte = left_.empty() ? 0 : static_cast<unsigned char>(left_.front());
        left_.remove_prefix(std::min<std::size_t>(1, left_.size()));
        return (byte >= '0' ? byte - '0' : byte) % bound;
    }
    template<typename T, std::size_t N>
    const T& one_of(const std::array<T, N>& list) {
        return list[choice(N)];
    }
    [[nodiscard]] std::string_view rest() const { return left_; }

private:
    std::string_view left_;
};

/// Whether a text may go into a log: one line of visible ASCII.
inline bool is_plain(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
}

} // namespace fuzz

#endif
