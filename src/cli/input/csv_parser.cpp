// SPDX-License-Identifier: BSL-1.0
#include "cli/input/csv_parser.hpp"

#include <new>

namespace mrs::cli {

namespace {

constexpr unsigned char strictly = CSV_STRICT | CSV_STRICT_FINI;

/// A CR is taken for a blank, so that only a LF ends a record, and CRLF does too.
int is_blank(unsigned char c) noexcept {
    return c == ' ' || c == '\t' || c == '\r' ? 1 : 0;
}

int is_line_end(unsigned char c) noexcept {
    return c == '\n' ? 1 : 0;
}

} // namespace

csv_parser::csv_parser() {
    reset();
}

csv_parser::~csv_parser() {
    ::csv_free(&parser_);
}

void csv_parser::reset() {
    ::csv_free(&parser_);
    if (::csv_init(&parser_, strictly) != 0)
        throw std::bad_alloc();
    ::csv_set_space_func(&parser_, is_blank);
    ::csv_set_term_func(&parser_, is_line_end);
    text_.clear();
    ends_.clear();
    complete_ = false;
}

csv_parser::state csv_parser::feed(std::string_view part) {
    if (complete_) {
        text_.clear();
        ends_.clear();
        complete_ = false;
    }
    const std::size_t used =
        ::csv_parse(&parser_, part.data(), part.size(), end_field, end_record, this);
    if (used != part.size() && ::csv_error(&parser_) == CSV_ENOMEM)
        throw std::bad_alloc();
    if (used != part.size())
        return state::malformed;
    return complete_ ? state::complete : state::open;
}

csv_parser::state csv_parser::finish() {
    const int failed = ::csv_fini(&parser_, end_field, end_record, this);
    return failed == 0 && complete_ ? state::complete : state::malformed;
}

std::string_view csv_parser::field(std::size_t at) const noexcept {
    const std::size_t begin = at == 0 ? 0 : ends_[at - 1];
    return std::string_view(text_).substr(begin, ends_[at] - begin);
}

void csv_parser::end_field(void* text, std::size_t size, void* self) noexcept {
    auto& parser = *static_cast<csv_parser*>(self);
    if (size > 0)
        parser.text_.append(static_cast<const char*>(text), size);
    parser.ends_.push_back(parser.text_.size());
}

void csv_parser::end_record(int, void* self) noexcept {
    static_cast<csv_parser*>(self)->complete_ = true;
}

} // namespace mrs::cli
