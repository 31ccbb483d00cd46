// SPDX-License-Identifier: BSL-1.0
#include "api/json_fields.hpp"

#include <boost/json/basic_parser_impl.hpp>

#include <limits>

namespace mrs::api {

namespace json = boost::json;

namespace {

constexpr std::array<std::string_view, field_count> names = {
    "status",     "message", "error_code", "error_msg", "errorCode",       "errorMsg", "code",
    "request_id", "id",      "sql_id",     "statement", "result_location", "content",  "msg"};

std::optional<std::size_t> index_of(std::string_view name) noexcept {
    for (std::size_t i = 0; i < names.size(); ++i)
        if (names[i] == name)
            return i;
    return std::nullopt;
}

constexpr std::uint32_t bit(std::size_t index) noexcept {
    return std::uint32_t{1} << index;
}

} // namespace

/// Boost.JSON's events, followed by depth: 1 is the outer object, 2 an object right inside it.
class json_handler {
public:
    static constexpr std::size_t max_object_size = std::numeric_limits<std::size_t>::max();
    static constexpr std::size_t max_array_size = std::numeric_limits<std::size_t>::max();
    static constexpr std::size_t max_key_size = std::numeric_limits<std::size_t>::max();
    static constexpr std::size_t max_string_size = std::numeric_limits<std::size_t>::max();

    explicit json_handler(json_fields& out) : out_(out) {}

    [[nodiscard]] bool duplicate() const noexcept { return duplicate_; }

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
        text_.append(part.data(), part.size());
        return true;
    }
    bool on_key(json::string_view rest, std::size_t, boost::system::error_code& ec) {
        text_.append(rest.data(), rest.size());
        key_ = arrays_ == 0 && depth_ <= 2 ? index_of(text_) : std::nullopt;
        text_.clear();
        if (!key_)
            return true;
        std::uint32_t& seen = seen_[depth_ - 1];
        if ((seen & bit(*key_)) != 0) {
            duplicate_ = true;
            ec = json::error::syntax;
            return false;
        }
        seen |= bit(*key_);
        return true;
    }

    bool on_string_part(json::string_view part, std::size_t, boost::system::error_code&) {
        if (key_)
            text_.append(part.data(), part.size());
        return true;
    }
    bool on_string(json::string_view rest, std::size_t, boost::system::error_code& ec) {
        if (key_) {
            text_.append(rest.data(), rest.size());
            if (depth_ == 1)
                out_.outer_strings_ |= bit(*key_);
        }
        return value(ec);
    }
    bool on_number_part(json::string_view part, boost::system::error_code&) {
        if (key_)
            text_.append(part.data(), part.size());
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
    bool enter(boost::system::error_code&) {
        key_.reset();
        ++depth_;
        if (depth_ == 2)
            seen_[1] = 0;
        return true;
    }
    bool leave() {
        key_.reset();
        --depth_;
        return true;
    }
    bool number(json::string_view rest, boost::system::error_code& ec) {
        if (key_)
            text_.append(rest.data(), rest.size());
        return value(ec);
    }
    bool value(boost::system::error_code& ec) {
        if (!has_object_) {
            ec = json::error::not_object;
            return false;
        }
        if (key_) {
            if (depth_ == 2 && !out_.nested_)
                out_.nested_.emplace();
            auto& target = depth_ == 1 ? out_.outer_[*key_] : (*out_.nested_)[*key_];
            if (!target)
                target = std::move(text_);
        }
        text_.clear();
        key_.reset();
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
    std::string text_;
    std::optional<std::size_t> key_;
    std::array<std::uint32_t, 2> seen_{}; ///< A bit for each name.
    std::size_t depth_ = 0;
    std::size_t arrays_ = 0;
    bool has_object_ = false;
    bool duplicate_ = false;
};

bool json_fields::parse(std::string_view body) {
    json::basic_parser<json_handler> parser(json::parse_options(), *this);
    boost::system::error_code ec;
    const std::size_t used = parser.write_some(false, body.data(), body.size(), ec);
    if (parser.handler().duplicate()) {
        why_ = "a name comes twice in one object";
        return false;
    }
    if (ec) {
        why_ = ec.message();
        return false;
    }
    if (used != body.size()) {
        why_ = "extra data after the JSON object";
        return false;
    }
    return true;
}

} // namespace mrs::api
