// SPDX-License-Identifier: BSL-1.0
#include "statement_text.hpp"

#include <boost/beast/core/string.hpp>

#include <algorithm>
#include <cstddef>
#include <deque>
#include <stdexcept>
#include <utility>

namespace mrs_emulator {
namespace {

constexpr std::string_view blanks = " \t\r\n";

bool is_word(char each) {
    return (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z') ||
           (each >= '0' && each <= '9') || each == '_' || static_cast<unsigned char>(each) >= 0x80;
}

// The text from its first word on.
std::string_view without_comments(std::string_view text) {
    for (;;) {
        text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
        std::size_t end = text.npos;
        if (text.substr(0, 2) == "--") {
            end = text.find('\n');
        } else if (text.substr(0, 2) == "/*") {
            end = text.find("*/", 2);
            end = end == text.npos ? end : end + 2;
        } else {
            return text;
        }
        text.remove_prefix(std::min(end, text.size()));
    }
}

std::string_view first_word(std::string_view text) {
    std::size_t size = 0;
    while (size < text.size() && is_word(text[size]))
        ++size;
    return text.substr(0, size);
}

// A word, a quoted name or text without its quotes, or one other character.
struct token {
    char quote = '\0';
    std::string text;
};

token take_quoted(std::string_view& text) {
    token taken;
    taken.quote = text.front();
    for (text.remove_prefix(1); !text.empty(); text.remove_prefix(1)) {
        if (text.front() != taken.quote) {
            taken.text += text.front();
        } else if (text.size() > 1 && text[1] == taken.quote) {
            taken.text += taken.quote;
            text.remove_prefix(1);
        } else {
            text.remove_prefix(1);
            return taken;
        }
    }
    throw std::invalid_argument("a quotation does not end");
}

token take_token(std::string_view& text) {
    if (text.front() == '\'' || text.front() == '"' || text.front() == '`')
        return take_quoted(text);
    const std::string_view word = first_word(text);
    token taken;
    taken.text = std::string(word.empty() ? text.substr(0, 1) : word);
    text.remove_prefix(taken.text.size());
    return taken;
}

// Reads a statement token by token.
class reader {
public:
    explicit reader(std::string_view text) {
        for (text = without_comments(text); !text.empty(); text = without_comments(text))
            tokens_.push_back(take_token(text));
    }

    bool take_word(std::string_view word) {
        if (tokens_.empty() || tokens_.front().quote != '\0' ||
            !boost::beast::iequals(tokens_.front().text, word))
            return false;
        tokens_.pop_front();
        return true;
    }

    std::string take_name() {
        if (tokens_.empty() || tokens_.front().quote == '\'' ||
            (tokens_.front().quote == '\0' && !is_word(tokens_.front().text.front())))
            throw std::invalid_argument("a name is missing");
        return take();
    }

    std::string take_text() {
        if (tokens_.empty() || tokens_.front().quote != '\'')
            throw std::invalid_argument("a pattern in quotes is missing");
        return take();
    }

    void end() const {
        if (!tokens_.empty())
            throw std::invalid_argument("'" + tokens_.front().text + "' is not expected");
    }

private:
    std::string take() {
        std::string text = std::move(tokens_.front().text);
        tokens_.pop_front();
        return text;
    }

    std::deque<token> tokens_;
};

void require_schema(const std::string& name) {
    if (!boost::beast::iequals(name, "default"))
        throw std::invalid_argument("Schema " + name + " does not exist");
}

std::string take_pattern(reader& words) {
    return words.take_word("like") ? words.take_text() : "%";
}

catalogue_question tables(reader& words) {
    if (words.take_word("from") || words.take_word("in"))
        require_schema(words.take_name());
    return {"SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') "
            "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name LIKE ?1 ORDER BY name",
            take_pattern(words),
            {}};
}

catalogue_question schemas(reader& words) {
    return {"SELECT 'default' WHERE 'default' LIKE ?1", take_pattern(words), {}};
}

catalogue_question columns(reader& words) {
    std::string name = words.take_name();
    if (words.take_word(".")) {
        require_schema(name);
        name = words.take_name();
    }
    const std::string missing = "Table default." + name + " does not exist";
    return {"SELECT name, lower(type), '', '' FROM pragma_table_info(?1)", std::move(name),
            missing};
}

catalogue_question question(reader& words) {
    if (words.take_word("desc") || words.take_word("describe"))
        return columns(words);
    words.take_word("show");
    if (words.take_word("tables"))
        return tables(words);
    if (words.take_word("schemas") || words.take_word("databases"))
        return schemas(words);
    if (words.take_word("columns") && (words.take_word("from") || words.take_word("in")))
        return columns(words);
    throw std::invalid_argument("the emulator shows tables, schemas, databases and columns");
}

} // namespace

statement_kind kind_of(std::string_view text) {
    const std::string_view word = first_word(without_comments(text));
    for (const std::string_view known : {"select", "with"})
        if (boost::beast::iequals(word, known))
            return statement_kind::query;
    for (const std::string_view known : {"show", "desc", "describe"})
        if (boost::beast::iequals(word, known))
            return statement_kind::catalogue;
    return statement_kind::change;
}

catalogue_question parse_catalogue_question(std::string_view text) {
    reader words(text);
    catalogue_question asked = question(words);
    words.end();
    return asked;
}

} // namespace mrs_emulator
