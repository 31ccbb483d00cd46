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

std::optional<field> field_named(std::string_view name) noexcept {
    for (std::size_t i = 0; i < names.size(); ++i)
        if (names[i] == name)
            return field(i);
    return std::nullopt;
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
        append(part);
        return true;
    }
    bool on_key(json::string_view rest, std::size_t, boost::system::error_code& ec) {
        append(rest);
        const std::string_view name = std::string_view(out_.texts_).substr(begin_);
        key_ = arrays_ == 0 && depth_ <= 2 ? field_named(name) : std::nullopt;
        drop_text();
        if (!key_)
            return true;
        std::uint32_t& seen = seen_[depth_ - 1];
        if ((seen & json_fields::bit(*key_)) != 0) {
            duplicate_ = true;
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
    void append(json::string_view part) { out_.texts_.append(part.data(), part.size()); }
    void drop_text() { out_.texts_.resize(begin_); }

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
    std::size_t begin_ = 0; ///< Of the text that is read.
    std::optional<field> key_;
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
