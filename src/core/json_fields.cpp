// SPDX-License-Identifier: BSL-1.0
#include "core/json_fields.hpp"

#include <boost/json/basic_parser_impl.hpp>

#include <limits>

namespace mrs::core {

namespace json = boost::json;

/// Boost.JSON's events, followed by depth: 1 is the outer object, 2 an object right inside it.
class json_handler {
public:
    static constexpr std::size_t max_object_size = std::numeric_limits<std::size_t>::max();
    static constexpr std::size_t max_array_size = std::numeric_limits<std::size_t>::max();
    static constexpr std::size_t max_key_size = std::numeric_limits<std::size_t>::max();
    static constexpr std::size_t max_string_size = std::numeric_limits<std::size_t>::max();

    explicit json_handler(json_fields& out) : out_(out) {}

    /// The name that came twice; empty where none did.
    [[nodiscard]] std::string_view duplicate() const noexcept { return duplicate_; }

    bool on_document_begin(boost::system::error_code&) { return true; }
    bool on_document_end(boost::system::error_code&) { return true; }

    bool on_object_begin(boost::system::error_code& ec) {
        if (depth_ == 0)
            has_object_ = true;
        return enter(ec);
    }
    bool on_object_end(std::size_t, boost::system::error_code&) { return leave(); }
    bool on_array_begin(boost::system::error_code& ec) {
        ++arrays_;
        if (depth_ == 0) {
            ec = json::error::not_object;
            return false;
        }
        return enter(ec);
    }
    bool on_array_end(std::size_t, boost::system::error_code&) {
        --arrays_;
        return leave();
    }

    bool on_key_part(json::string_view part, std::size_t, boost::system::error_code&) {
        append(part);
        return true;
    }
    bool on_key(json::string_view rest, std::size_t, boost::system::error_code& ec) {
        append(rest);
        const std::string_view name = std::string_view(out_.texts_).substr(begin_);
        key_ = arrays_ == 0 && depth_ <= out_.levels_ ? number_of(name) : std::nullopt;
        drop_text();
        if (!key_) {
            out_.others_ = out_.others_ || depth_ == 1;
            return true;
        }
        std::uint32_t& seen = out_.seen_[depth_ - 1];
        if ((seen & json_fields::bit(*key_)) != 0) {
            duplicate_ = out_.names_[*key_];
            ec = json::error::syntax;
            return false;
        }
        seen |= json_fields::bit(*key_);
        return true;
    }

    bool on_string_part(json::string_view part, std::size_t, boost::system::error_code&) {
        if (key_)
            append(part);
        return true;
    }
    bool on_string(json::string_view rest, std::size_t, boost::system::error_code& ec) {
        if (key_) {
            append(rest);
            if (depth_ == 1)
                out_.outer_strings_ |= json_fields::bit(*key_);
        }
        return value(ec);
    }
    bool on_number_part(json::string_view part, boost::system::error_code&) {
        if (key_)
            append(part);
        return true;
    }
    bool on_int64(std::int64_t, json::string_view rest, boost::system::error_code& ec) {
        return number(rest, ec);
    }
    bool on_uint64(std::uint64_t, json::string_view rest, boost::system::error_code& ec) {
        return number(rest, ec);
    }
    bool on_double(double, json::string_view rest, boost::system::error_code& ec) {
        return number(rest, ec);
    }
    bool on_bool(bool, boost::system::error_code& ec) { return skip(ec); }
    bool on_null(boost::system::error_code& ec) { return skip(ec); }
    bool on_comment_part(json::string_view, boost::system::error_code&) { return true; }
    bool on_comment(json::string_view, boost::system::error_code&) { return true; }

private:
    [[nodiscard]] std::optional<std::size_t> number_of(std::string_view name) const noexcept {
        for (std::size_t i = 0; i < out_.names_.size(); ++i)
            if (out_.names_[i] == name)
                return i;
        return std::nullopt;
    }

    void append(json::string_view part) { out_.texts_.append(part.data(), part.size()); }
    void drop_text() { out_.texts_.resize(begin_); }

    bool enter(boost::system::error_code&) {
        key_.reset();
        ++depth_;
        if (depth_ == 2)
            out_.seen_[1] = 0;
        return true;
    }
    bool leave() {
        key_.reset();
        --depth_;
        return true;
    }
    bool number(json::string_view rest, boost::system::error_code& ec) {
        if (key_)
            append(rest);
        return value(ec);
    }
    bool value(boost::system::error_code& ec) {
        if (!has_object_) {
            ec = json::error::not_object;
            return false;
        }
        if (key_) {
            auto& object = depth_ == 1 ? out_.outer_ : out_.nested_;
            if (!object.has(*key_)) {
                object.put(*key_, begin_, out_.texts_.size());
                begin_ = out_.texts_.size();
            }
            drop_text();
            key_.reset();
        }
        return true;
    }
    bool skip(boost::system::error_code& ec) {
        if (!has_object_) {
            ec = json::error::not_object;
            return false;
        }
        key_.reset();
        return true;
    }

    json_fields& out_;
    std::size_t begin_ = 0;          ///< Of the text that is read.
    std::optional<std::size_t> key_; ///< Whose value comes next.
    std::size_t depth_ = 0;
    std::size_t arrays_ = 0;
    bool has_object_ = false;
    std::string_view duplicate_;
};

bool json_fields::parse(std::string_view text, std::size_t max_depth) {
    json::parse_options options;
    options.max_depth = max_depth;
    json::basic_parser<json_handler> parser(options, *this);
    boost::system::error_code ec;
    const std::size_t used = parser.write_some(false, text.data(), text.size(), ec);
    if (const auto name = parser.handler().duplicate(); !name.empty())
        why_ = "has " + std::string(name) + " twice";
    else if (ec == json::error::not_object)
        why_ = "is not a JSON object";
    else if (ec)
        why_ = "is not valid JSON: " + ec.message();
    else if (used != text.size())
        why_ = "has something after its JSON object";
    return why_.empty();
}

} // namespace mrs::core
