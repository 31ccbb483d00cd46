// SPDX-License-Identifier: BSL-1.0
#include "auth/sources/file_source.hpp"

#include <boost/asio/posix/basic_stream_descriptor.hpp>
#include <boost/asio/posix/descriptor_base.hpp>
#include <boost/system/errc.hpp>

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

namespace mrs::auth {

namespace {

constexpr duration look_every = std::chrono::seconds(1);

} // namespace

struct file_source::pipe {
    pipe(const std::string& path, const net::strand& executor, error_code& ec)
        : file(path, max_file_bytes, ec), watched(executor) {}

    small_file file;
    boost::asio::posix::basic_stream_descriptor<net::strand> watched;
};

void file_source::fetch(source_user& user) {
    // Before it is read: a change while that goes on is seen the next time.
    stamp_ = file_stamp::of(path_);
    error_code ec;
    pipe_ = std::make_shared<pipe>(path_, strand_, ec);
    if (ec) {
        pipe_.reset();
        deliver(user, failure(ec));
    } else {
        go_on(pipe_, user);
    }
}

void file_source::abort() noexcept {
    if (const auto gone = std::exchange(pipe_, nullptr)) {
        error_code ignored;
        gone->watched.close(ignored);
    }
}

void file_source::go_on(const std::shared_ptr<pipe>& one, source_user& user) {
    error_code ec;
    switch (one->file.read(ec)) {
    case small_file::state::complete: {
        const secret text = one->file.text();
        abort();
        deliver(user, kind_.read(text.reveal(), name()));
        return;
    }
    case small_file::state::waiting:
        wait(one, user);
        return;
    case small_file::state::failed:
        abort();
        deliver(user, failure(ec));
        return;
    }
}

/// The limit is that of every fetch. Not every descriptor can be waited for.
void file_source::wait(const std::shared_ptr<pipe>& one, source_user& user) {
    error_code ec;
    if (!one->watched.is_open()) {
        const int copy = ::fcntl(one->file.descriptor(), F_DUPFD_CLOEXEC, 0);
        if (copy < 0)
            ec.assign(errno, boost::system::system_category());
        else if (one->watched.assign(copy, ec); ec)
            ::close(copy);
    }
    if (ec) {
        abort();
        deliver(user, failure(ec));
        return;
    }
    auto& watched = one->watched;
    watched.async_wait(boost::asio::posix::descriptor_base::wait_read,
                       [this, weak = std::weak_ptr(one), &user](const error_code& found) {
                           const auto still = weak.lock();
                           if (!found && still && still == pipe_)
                               go_on(still, user);
                       });
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

fetched file_source::failure(const error_code& ec) const {
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
    if (const auto wrong = found.problem())
        return source_failure(errc::credentials_failed, name + " cannot be used: " + *wrong);
    return found;
}

} // namespace mrs::auth
