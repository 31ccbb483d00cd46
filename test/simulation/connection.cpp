// SPDX-License-Identifier: BSL-1.0
#include "connection.hpp"

#include "core/timer_queue.hpp"
#include "dates.hpp"

#include <algorithm>
#include <utility>

namespace simulation {

namespace {

mrs::net::transport_error transient(mrs::errc code, const char* words) {
    return {code, mrs::pacing::fault::transient, {}, words};
}

} // namespace

connection::connection(network& by, mrs::net::origin& target, mrs::net::connection_owner& owner)
    : mrs::net::connection(target), by_(by), owner_(&owner), hides_(by.once_in(4)) {
    by_.opened();
}

connection::~connection() {
    by_.gone();
}

void connection::open() {
    switch (by_.next_opening(origin_)) {
    case opening::opens:
        later(by_.next_latency(), [](connection& self) { self.opened(); });
        break;
    case opening::refused:
        later(by_.next_latency(), [](connection& self) {
            self.not_opened(mrs::errc::connect_failed, "connection refused");
        });
        break;
    case opening::swallowed:
        later(origin_.limits.connect(),
              [](connection& self) { self.not_opened(mrs::errc::connect_timeout, "no answer"); });
        break;
    }
}

void connection::opened() {
    ++turn_;
    closed_ = false;
    restarts_ = by_.peer.restarts();
    used_at_ = by_.time.now();
    owner_->on_opened();
}

void connection::not_opened(mrs::errc code, const char* words) {
    mrs::net::connection_owner* const owner = owner_;
    abort();
    owner->on_open_failed(transient(code, words));
}

/// Whether its peer has closed it.
bool connection::is_broken() const {
    return closed_ || restarts_ != by_.peer.restarts() ||
           by_.away(origin_) == outage::kind::refusing ||
           by_.time.now() - used_at_ >= by_.how().keeps_idle;
}

void connection::exchange(mrs::net::exchange_user& user, time_point now, duration limit,
                          std::size_t /*largest_body*/) {
    user_ = &user;
    subject_ = subject_of(request_);
    sent_ = true;
    if (!subject_.empty())
        by_.begun(subject_);
    const time_point end =
        std::min(mrs::deadline_after(now, limit), mrs::deadline_after(now, origin_.limits.read()));
    if (end != mrs::never)
        later(end - by_.time.now(), [](connection& self) {
            self.failed(mrs::errc::read_timeout, "no answer came in time");
        });
    send(is_broken() ? passage::lost_before : by_.next_passage(origin_));
}

void connection::send(passage fate) {
    const duration way = by_.next_latency() / 2;
    if (fate == passage::lost_before) {
        sent_ = !by_.once_in(3);
        later(way, [](connection& self) {
            self.failed(mrs::errc::connection_closed, "connection reset by peer");
        });
        return;
    }
    if (fate == passage::swallowed && by_.once_in(2))
        return; // It never arrives.
    later(way, [fate, way](connection& self) { self.arrived(fate, way); });
}

/// At the service.
void connection::arrived(passage fate, duration way) {
    const reply what = by_.peer.handle(request_);
    switch (fate) {
    case passage::answered:
        later(way, [what](connection& self) { self.answered(what); });
        break;
    case passage::lost_after:
    case passage::lost_before:
        later(way, [](connection& self) {
            self.failed(mrs::errc::connection_closed, "connection reset by peer");
        });
        break;
    case passage::cut:
        later(way, [](connection& self) {
            self.failed(mrs::errc::truncated, "the answer stopped halfway");
        });
        break;
    case passage::garbled:
        later(way, [](connection& self) {
            self.failed(mrs::errc::protocol_violation, "no HTTP answer");
        });
        break;
    case passage::swallowed:
        break;
    }
}

void connection::answered(const reply& what) {
    ++turn_;
    used_ = true;
    used_at_ = by_.time.now();
    answer_.clear();
    answer_.status = what.status;
    answer_.body = what.body;
    answer_.retry_after = what.retry_after;
    answer_.subject_token = mrs::secret(what.token);
    answer_.date_text = written(by_.time.date(), "%a, %d %b %Y %H:%M:%S GMT");
    answer_.reusable = !by_.once_in(50);
    std::exchange(user_, nullptr)->on_answer(answer_);
}

void connection::failed(mrs::errc code, const char* words) {
    const bool stale = used_ && code == mrs::errc::connection_closed;
    if (stale)
        by_.stale(subject_);
    if (!sent_)
        by_.unsent(subject_);
    mrs::net::exchange_user* const user = user_;
    abort();
    user->on_exchange_failed(transient(code, words), stale);
}

void connection::abort() noexcept {
    ++turn_;
    closed_ = true;
    user_ = nullptr;
    owner_ = nullptr;
}

} // namespace simulation
