// SPDX-License-Identifier: BSL-1.0
#include "cli/input/json_strings.hpp"

#include <boost/json/basic_parser_impl.hpp>

#include <cstdint>
#include <limits>
#include <utility>

namespace mrs::cli {

namespace json = boost::json;

/// Boost.JSON's events; the outer object's fields are those at depth 1.
class json_string_handler {
public:
    static constexpr std::size_t max_object_size = std::numeric_limits<std::size_t>::max();
    static constexpr std::size_t max_array_size = std::numeric_limits<std::size_t>::max();
    static constexpr std::size_t max_key_size = std::numeric_limits<std::size_t>::max();
    static constexpr std::size_t max_string_size = std::numeric_limits<std::size_t>::max();

    explicit json_string_handler(json_strings& out) : out_(out) {}

    /// The name that came twice; empty where none did.
    [[nodiscard]] std::string_view duplicate() const noexcept { return duplicate_; }

    bool on_document_begin(boost::system::error_code&) { return true; }
    bool on_document_end(boost::system::error_code&) { return true; }

    bool on_object_begin(boost::system::error_code&) {
        wanted_ = nullptr;
        ++depth_;
        return true;
    }
    bool on_object_end(std::size_t, boost::system::error_code&) {
        --depth_;
        return true;
    }
    bool on_array_begin(boost::system::error_code& ec) {
        if (depth_ == 0)
            return scalar(ec);
        wanted_ = nullptr;
        ++depth_;
        return true;
    }
    bool on_array_end(std::size_t, boost::system::error_code&) {
        --depth_;
        return true;
    }

    bool on_key_part(json::string_view part, std::size_t, boost::system::error_code&) {
        text_.append(part.data(), part.size());
        return true;
    }
    bool on_key(json::string_view rest, std::size_t, boost::system::error_code& ec) {
        text_.append(rest.data(), rest.size());
        wanted_ = depth_ == 1 ? find(text_) : nullptr;
        out_.others_ = out_.others_ || (depth_ == 1 && wanted_ == nullptr);
        text_.clear();
        if (wanted_ && std::exchange(wanted_->found, true)) {
            duplicate_ = wanted_->name;
            ec = json::error::syntax;
            return false;
        }
        return true;
    }

    bool on_string_part(json::string_view part, std::size_t, boost::system::error_code&) {
        if (wanted_)
            text_.append(part.data(), part.size());
        return true;
    }
    bool on_string(json::string_view rest, std::size_t, boost::system::error_code& ec) {
        if (wanted_) {
            text_.append(rest.data(), rest.size());
            wanted_->value = std::exchange(text_, {});
        }
        return scalar(ec);
    }
    bool on_number_part(json::string_view, boost::system::error_code&) { return true; }
    bool on_int64(std::int64_t, json::string_view, boost::system::error_code& ec) {
        return scalar(ec);
    }
    bool on_uint64(std::uint64_t, json::string_view, boost::system::error_code& ec) {
        return scalar(ec);
    }
    bool on_double(double, json::string_view, boost::system::error_code& ec) { return scalar(ec); }
    bool on_bool(bool, boost::system::error_code& ec) { return scalar(ec); }
    bool on_null(boost::system::error_code& ec) { return scalar(ec); }
    bool on_comment_part(json::string_view, boost::system::error_code&) { return true; }
    bool on_comment(json::string_view, boost::system::error_code&) { return true; }

private:
    json_strings::field* find(std::string_view name) noexcept {
        for (auto& field : out_.fields_)
            if (field.name == name)
                return &field;
        return nullptr;
    }

    bool scalar(boost::system::error_code& ec) {
        wanted_ = nullptr;
        if (depth_ > 0)
            return true;
        ec = json::error::not_object;
        return false;
    }

    json_strings& out_;
    json_strings::field* wanted_ = nullptr; ///< Whose value comes next.
    std::string text_;
    std::string_view duplicate_;
    std::size_t depth_ = 0;
};

json_strings::json_strings(const std::vector<std::string_view>& names) {
    for (const std::string_view name : names)
        fields_.emplace_back().name = name;
}

std::optional<std::string> json_strings::parse(std::string_view text, std::size_t max_depth) {
    json::parse_options options;
    options.max_depth = max_depth;
    json::basic_parser<json_string_handler> parser(options, *this);
    boost::system::error_code ec;
    const std::size_t used = parser.write_some(false, text.data(), text.size(), ec);
    if (!parser.handler().duplicate().empty())
        return "the object has " + std::string(parser.handler().duplicate()) + " twice";
    if (ec == json::error::not_object)
        return "the line is not a JSON object";
    if (ec)
        return "the line is not valid JSON: " + ec.message();
    if (used != text.size())
        return "the line has something after its JSON object";
    return std::nullopt;
}

} // namespace mrs::cli
