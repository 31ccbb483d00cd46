// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_FUZZ_DOCUMENT_HPP
#define MRS_TEST_FUZZ_DOCUMENT_HPP

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace fuzz {

/// A body as Boost.JSON's own document model reads it, which the library does not use for these.
class document {
public:
    explicit document(std::string_view body) {
        boost::system::error_code ec;
        value_ = boost::json::parse(body, ec);
        object_ = ec ? nullptr : value_.if_object();
    }
    document(const document&) = delete;
    document& operator=(const document&) = delete;

    [[nodiscard]] bool is_object() const { return object_ != nullptr; }
    /// The string of that name; nothing where it is none.
    [[nodiscard]] std::optional<std::string> text(std::string_view name) const {
        const auto* const found = object_ != nullptr ? object_->if_contains(name) : nullptr;
        const auto* const string = found != nullptr ? found->if_string() : nullptr;
        if (string == nullptr)
            return std::nullopt;
        return std::string(string->data(), string->size());
    }

private:
    boost::json::value value_;
    const boost::json::object* object_ = nullptr;
};

} // namespace fuzz

#endif
