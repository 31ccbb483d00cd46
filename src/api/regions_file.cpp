// SPDX-License-Identifier: BSL-1.0
#include "api/regions_file.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>

namespace mrs::api {

namespace {

/// A complaint about one line.
class not_understood {
public:
    std::string why;
};

std::string_view trimmed(std::string_view text) noexcept {
    const auto first = text.find_first_not_of(' ');
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

bool equal_names(std::string_view a, std::string_view b) noexcept {
    const auto lower = [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [&](char x, char y) { return lower(x) == lower(y); });
}

/// Without the comment at its end: a "#" at the beginning or after a space, outside of quotes.
std::string_view without_comment(std::string_view line) noexcept {
    char quote = '\0';
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (quote != '\0')
            quote = line[i] == quote ? '\0' : quote;
        else if (line[i] == '\'' || line[i] == '"')
            quote = line[i];
        else if (line[i] == '#' && (i == 0 || line[i - 1] == ' '))
            return line.substr(0, i);
    }
    return line;
}

std::string scalar(std::string_view text) {
    if (text.empty())
        throw not_understood{"a value is missing"};
    const char first = text.front();
    if (first == '\'' || first == '"') {
        const std::string_view inner = text.substr(1, text.size() - 2);
        if (text.size() < 2 || text.back() != first || inner.find(first) != std::string_view::npos)
            throw not_understood{"a quoted value does not end where the line does"};
        if (first == '"' && inner.find('\\') != std::string_view::npos)
            throw not_understood{"escapes are not supported"};
        return std::string(inner);
    }
    if (std::string_view("&*!|>{}[]%@`?,-").find(first) != std::string_view::npos ||
        text.find(": ") != std::string_view::npos || text.ends_with(':'))
        throw not_understood{"neither a plain nor a quoted value"};
    return std::string(text);
}

std::vector<std::string> flow_list(std::string_view text) {
    if (!text.ends_with(']'))
        throw not_understood{"a list does not end in ]"};
    text = trimmed(text.substr(1, text.size() - 2));
    std::vector<std::string> values;
    while (!text.empty()) {
        const auto comma = std::min(text.find(','), text.size());
        values.push_back(scalar(trimmed(text.substr(0, comma))));
        text = trimmed(text.substr(std::min(comma + 1, text.size())));
    }
    return values;
}

/// Reads one line after the other, and keeps what belongs to the region.
class reader {
public:
    reader(std::string_view service, std::string_view region)
        : service_(service), region_(region) {}

    void take(std::string_view line) {
        if (line.find('\t') != std::string_view::npos)
            throw not_understood{"tabs are not supported"};
        line = without_comment(line);
        const std::string_view text = trimmed(line);
        if (text.empty() || line == "---")
            return;
        const std::size_t indent = line.find_first_not_of(' ');
        if (text == "-" || text.starts_with("- "))
            take_dash(indent, trimmed(text.substr(1)));
        else if (indent == 0)
            begin_service(text);
        else
            take_field(indent, text);
    }

    std::vector<std::string> result() {
        end_item();
        return std::move(found_);
    }

private:
    class field {
    public:
        std::string_view name;
        std::string_view value;
    };

    static field split(std::string_view text) {
        const auto colon = std::min(text.find(": "), text.size());
        if (colon == text.size() && !text.ends_with(':'))
            throw not_understood{"not a name with a value"};
        if (colon == text.size())
            return {trimmed(text.substr(0, text.size() - 1)), {}};
        return {trimmed(text.substr(0, colon)), trimmed(text.substr(colon + 1))};
    }

    void begin_service(std::string_view text) {
        end_item();
        const field line = split(text);
        if (!line.value.empty() && line.value != "[]")
            throw not_understood{"a service has its regions below it"};
        has_service_ = true;
        wanted_ = equal_names(line.name, service_);
    }

    void take_dash(std::size_t indent, std::string_view text) {
        if (!has_service_)
            throw not_understood{"a region outside of a service"};
        if (in_list_ && indent >= item_indent_) {
            endpoints_.push_back(scalar(text));
            return;
        }
        end_item();
        in_item_ = true;
        item_indent_ = indent + 2;
        take_field(item_indent_, text);
    }

    void take_field(std::size_t indent, std::string_view text) {
        if (!in_item_ || indent != item_indent_)
            throw not_understood{"the indentation fits nothing above it"};
        const field line = split(text);
        in_list_ = line.name == "endpoints" && line.value.empty();
        if (line.name == "id" && !id_)
            id_ = scalar(line.value);
        else if (line.name == "endpoint" && endpoints_.empty())
            endpoints_.push_back(scalar(line.value));
        else if (line.name == "endpoints" && endpoints_.empty() && line.value.starts_with('['))
            endpoints_ = flow_list(line.value);
        else if (!in_list_ || !endpoints_.empty())
            throw not_understood{"not one of id, endpoint and endpoints, or it comes twice"};
    }

    void end_item() {
        if (in_item_) {
            if (!id_ || endpoints_.empty())
                throw not_understood{"the region above has no id or no endpoint"};
            if (wanted_ && *id_ == region_) {
                if (!found_.empty())
                    throw not_understood{"the region above comes twice"};
                found_ = endpoints_;
            }
        }
        in_item_ = false;
        in_list_ = false;
        id_.reset();
        endpoints_.clear();
    }

    std::string_view service_;
    std::string_view region_;
    std::vector<std::string> found_;
    std::optional<std::string> id_;
    std::vector<std::string> endpoints_;
    std::size_t item_indent_ = 0;
    bool has_service_ = false;
    bool wanted_ = false;
    bool in_item_ = false;
    bool in_list_ = false; ///< The lines of `endpoints:` follow.
};

} // namespace

region_entry find_region(std::string_view file, std::string_view service, std::string_view region) {
    region_entry entry;
    reader lines(service, region);
    std::size_t number = 1;
    try {
        for (; !file.empty(); ++number) {
            const auto end = std::min(file.find('\n'), file.size());
            std::string_view line = file.substr(0, end);
            if (line.ends_with('\r'))
                line.remove_suffix(1);
            lines.take(line);
            file.remove_prefix(std::min(end + 1, file.size()));
        }
        entry.endpoints = lines.result();
    } catch (const not_understood& problem) {
        entry.complaint = "line " + std::to_string(number) + ": " + problem.why;
    }
    return entry;
}

} // namespace mrs::api
