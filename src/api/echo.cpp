// SPDX-License-Identifier: BSL-1.0
#include "api/echo.hpp"

#include "core/text.hpp"

#include <boost/url/encode.hpp>
#include <boost/url/grammar/alnum_chars.hpp>

#include <openssl/evp.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

namespace mrs::api {

namespace {

constexpr std::string_view shown = "[secret]";

void append_escaped(std::string& to, std::string_view text, char escaped) {
    for (const char c : text) {
        if (c == escaped)
            to += '\\';
        to += c;
    }
    to += '\0';
}

void append_percent_encoded(std::string& to, std::string_view text) {
    constexpr auto& plain = boost::urls::grammar::alnum_chars;
    const std::size_t begin = to.size();
    const std::size_t size = boost::urls::encoded_size(text, plain);
    to.resize(begin + size + 1);
    boost::urls::encode(to.data() + begin, size, text, plain);
}

/// As it stands in the base64 of a longer text: that depends on what is before it, modulo 3.
void append_base64(std::string& to, std::string_view text) {
    for (std::size_t skipped = 0; skipped < 3 && skipped < text.size(); ++skipped) {
        const std::size_t begin = to.size();
        const std::string_view rest = text.substr(skipped);
        to.resize(begin + (rest.size() + 2) / 3 * 4 + 1);
        EVP_EncodeBlock(reinterpret_cast<unsigned char*>(to.data() + begin),
                        reinterpret_cast<const unsigned char*>(rest.data()),
                        static_cast<int>(rest.size()));
    }
}

std::string forms_of(std::string_view hidden) {
    std::string forms;
    forms.reserve(12 * hidden.size() + 64); // Growing would leave copies behind.
    forms.append(hidden).append(1, '\0');
    append_escaped(forms, hidden, '/');
    if (hidden.size() >= echo::least_part) {
        append_percent_encoded(forms, hidden);
        append_base64(forms, hidden);
    }
    return forms;
}

} // namespace

echo::echo(std::string_view hidden) {
    std::string forms = forms_of(hidden);
    if (hidden.size() >= least_part) {
        const std::size_t bits = std::bit_ceil(32 * forms.size());
        bits_.resize(bits / 64);
        shift_ = 64 - static_cast<unsigned>(std::countr_zero(bits));
        for (std::size_t at = 0; at + block <= forms.size(); ++at) {
            const std::size_t bit = bit_of(forms.data() + at);
            bits_[bit / 64] |= std::uint64_t{1} << bit % 64;
        }
    }
    forms_ = secret(std::move(forms));
}

bool echo::hide_whole(std::string& text) const {
    const std::string_view forms = forms_.reveal();
    const std::string_view plain = forms.substr(0, forms.find('\0'));
    const std::string_view rest = forms.substr(plain.size() + 1);
    const std::string_view escaped = rest.substr(0, rest.find('\0'));
    const bool found = redact(text, plain);
    return (escaped.size() != plain.size() && redact(text, escaped)) || found;
}

std::size_t echo::bit_of(const char* at) const noexcept {
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, at, sizeof bytes);
    static_assert(sizeof bytes == block);
    return static_cast<std::size_t>(bytes * 0x9E37'79B9'7F4A'7C15 >> shift_);
}

bool echo::may_hold(const char* at) const noexcept {
    const std::size_t bit = bit_of(at);
    return (bits_[bit / 64] >> bit % 64 & 1U) != 0;
}

/// The longest part of `text` around the block at `at` that is in one of the forms too.
std::string_view echo::part_around(std::string_view text, std::size_t at) const {
    const std::string_view forms = forms_.reveal();
    std::string_view longest;
    for (std::size_t in = forms.find(text.substr(at, block)); in != std::string_view::npos;
         in = forms.find(text.substr(at, block), in + 1)) {
        std::size_t before = 0;
        while (before < at && before < in && forms[in - before - 1] != '\0' &&
               forms[in - before - 1] == text[at - before - 1])
            ++before;
        std::size_t size = block;
        while (at + size < text.size() && forms[in + size] != '\0' &&
               forms[in + size] == text[at + size])
            ++size;
        if (before + size > longest.size())
            longest = text.substr(at - before, before + size);
    }
    return longest;
}

bool echo::hide(std::string& text) const {
    if (bits_.empty())
        return hide_whole(text);
    bool found = false;
    for (std::size_t at = 0; at + block <= text.size();) {
        const std::string_view part =
            may_hold(text.data() + at) ? part_around(text, at) : std::string_view();
        if (part.size() < least_part) {
            at += block;
            continue;
        }
        const auto begin = static_cast<std::size_t>(part.data() - text.data());
        text.replace(begin, part.size(), shown);
        at = begin + shown.size();
        found = true;
    }
    return found;
}

} // namespace mrs::api
