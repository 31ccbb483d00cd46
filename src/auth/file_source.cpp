// SPDX-License-Identifier: BSL-1.0
#include "auth/file_source.hpp"

#include <boost/system/errc.hpp>

#include <utility>

namespace mrs::auth {

namespace {

constexpr duration look_every = std::chrono::seconds(1);

} // namespace

void file_source::fetch(source_user& user) {
    // Before it is read: a change while that goes on is seen the next time.
    stamp_ = file_stamp::of(path_);
    deliver(user, read());
}

bool file_source::changed(time_point now) {
    if (now < next_look_)
        return false;
    const bool first = next_look_ == time_point();
    next_look_ = now + look_every;
    return !first && renewable();
}

std::string file_source::name() const {
    return std::string(kind_.name) + " \"" + path_ + "\"";
}

fetched file_source::read() {
    error_code ec;
    const secret text = read_small_file(path_, max_file_bytes, ec);
    if (!ec)
        return kind_.read(text.reveal(), name());
    const std::string words = name() + " cannot be read: " + ec.message();
    if (ec == boost::system::errc::no_such_file_or_directory && kind_.may_be_absent)
        return source_failure::lacking(words);
    return source_failure(errc::credentials_failed, words);
}

std::string_view without_line_end(std::string_view text) noexcept {
    for (const char end : {'\n', '\r'})
        if (text.ends_with(end))
            text.remove_suffix(1);
    return text;
}

fetched read_token_file(std::string_view text, const std::string& name) {
    identity found{auth_token(secret(without_line_end(text)))};
    if (const auto wrong = found.complaint())
        return source_failure(errc::credentials_failed, name + " cannot be used: " + *wrong);
    return found;
}

} // namespace mrs::auth
