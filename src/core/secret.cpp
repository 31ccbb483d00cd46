// SPDX-License-Identifier: BSL-1.0
#include <mrs/secret.hpp>

#include <openssl/crypto.h>

#include <utility>

namespace mrs {

class secret::buffer {
public:
    explicit buffer(std::string_view text) : text_(text) {}
    buffer(const buffer&) = delete;
    buffer& operator=(const buffer&) = delete;
    ~buffer() { OPENSSL_cleanse(text_.data(), text_.size()); }

    [[nodiscard]] std::string_view text() const noexcept { return text_; }

private:
    std::string text_;
};

secret::secret() noexcept = default;

secret::secret(std::string_view text) : buffer_(std::make_shared<buffer>(text)) {}

secret::secret(std::string&& text) : secret(std::string_view(text)) {
    OPENSSL_cleanse(text.data(), text.size());
    text.clear();
}

std::string_view secret::reveal() const noexcept {
    return buffer_ ? buffer_->text() : std::string_view();
}

} // namespace mrs
