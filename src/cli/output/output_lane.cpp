// SPDX-License-Identifier: BSL-1.0
#include "cli/output/output_lane.hpp"

#include <boost/system/system_error.hpp>

#include <cerrno>
#include <cstdint>
#include <poll.h>
#include <string_view>
#include <sys/eventfd.h>
#include <unistd.h>
#include <utility>

namespace mrs::cli {

namespace {

/// A descriptor may be non-blocking, if only because another process that shares it wants so.
void wait_until_writable(int descriptor) noexcept {
    pollfd waiting{};
    waiting.fd = descriptor;
    waiting.events = POLLOUT;
    ::poll(&waiting, 1, -1);
}

int make_bell() {
    const int bell = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (bell < 0)
        throw boost::system::system_error(last_error(), "eventfd");
    return bell;
}

void ring_if_wanted(output_lane::port& of) noexcept {
    if (!of.watched || of.waiting > of.wanted)
        return;
    of.watched = false;
    const std::uint64_t one = 1;
    static_cast<void>(::write(of.bell.get(), &one, sizeof one) == sizeof one);
}

/// Writes the beginning of a text. Returns how much; 0 with an error.
std::size_t write_some(int descriptor, std::string_view text, boost::system::error_code& error) {
    // Not more at once, so that it shows how far it is.
    text = text.substr(0, 65'536);
    for (;;) {
        const ssize_t size = ::write(descriptor, text.data(), text.size());
        if (size >= 0)
            return static_cast<std::size_t>(size);
        if (errno != EAGAIN && errno != EINTR) {
            error = last_error();
            return 0;
        }
        if (errno == EAGAIN)
            wait_until_writable(descriptor);
    }
}

} // namespace

struct output_lane::state {
    struct entry {
        std::shared_ptr<port> to;
        std::string text;
    };

    mutable std::mutex mutex;
    std::condition_variable changed;
    std::deque<entry> entries; ///< The first one is being written.
    bool ending = false;
};

output_lane::port::port(int of) : number(of), bell(make_bell()) {}

output_lane::output_lane()
    : state_(std::make_shared<state>()), thread_([all = state_] { work(all); }) {}

output_lane::~output_lane() {
    bool stuck = false;
    {
        const std::lock_guard lock(state_->mutex);
        state_->ending = true;
        stuck = !state_->entries.empty();
    }
    state_->changed.notify_one();
    if (stuck)
        thread_.detach();
    else
        thread_.join();
}

void output_lane::put(const std::shared_ptr<port>& to, std::string text) {
    {
        const std::lock_guard lock(state_->mutex);
        if (to->error || text.empty())
            return;
        to->waiting += text.size();
        state_->entries.push_back({to, std::move(text)});
    }
    state_->changed.notify_one();
}

std::size_t output_lane::waiting(const port& of) const {
    const std::lock_guard lock(state_->mutex);
    return of.waiting;
}

boost::system::error_code output_lane::error(const port& of) const {
    const std::lock_guard lock(state_->mutex);
    return of.error;
}

void output_lane::fail(port& to, const boost::system::error_code& error) {
    const std::lock_guard lock(state_->mutex);
    to.error = error;
    to.waiting = 0;
    ring_if_wanted(to);
}

bool output_lane::idle() const {
    const std::lock_guard lock(state_->mutex);
    return state_->entries.empty();
}

int output_lane::news(port& of, std::size_t at_most) {
    const std::lock_guard lock(state_->mutex);
    std::uint64_t old = 0;
    static_cast<void>(::read(of.bell.get(), &old, sizeof old) == sizeof old);
    of.watched = of.waiting > at_most;
    of.wanted = at_most;
    return of.watched ? of.bell.get() : -1;
}

void output_lane::work(const std::shared_ptr<state>& all) {
    std::unique_lock lock(all->mutex);
    for (;;) {
        all->changed.wait(lock, [&all] { return !all->entries.empty() || all->ending; });
        if (all->entries.empty())
            return;
        const auto to = all->entries.front().to;
        const std::string text = std::move(all->entries.front().text);
        std::string_view left = text;
        while (!left.empty() && !to->error) {
            lock.unlock();
            boost::system::error_code error;
            const std::size_t size = write_some(to->number, left, error);
            lock.lock();
            left.remove_prefix(size);
            if (!to->error)
                to->error = error;
            to->waiting = to->error ? 0 : to->waiting - size;
            ring_if_wanted(*to);
        }
        all->entries.pop_front();
    }
}

} // namespace mrs::cli
